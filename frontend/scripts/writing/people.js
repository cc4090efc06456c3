// Who else has the draft open, and at which field they are: in words, so that it can be read aloud.
const HUES = 6;

function hue(seat) {
  let sum = 0;
  for (const letter of seat) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return `writer-${sum % HUES}`;
}

function chip(person, text) {
  const made = document.createElement("span");
  made.className = `writer ${hue(person.seat)}`;
  made.textContent = text;
  return made;
}

/** Show people in the panel and beside the fields they are at. `controls`: by field name. */
export function people(panel, controls) {
  const list = panel.querySelector("[data-writing-people]");
  const marks = new Map();
  for (const [name, control] of controls) {
    const mark = document.createElement("p");
    mark.className = "writers";
    mark.hidden = true;
    control.before(mark);
    marks.set(name, mark);
  }
  const label = (name) => controls.get(name)?.dataset.label ?? "";
  const named = (person) => (person.own ? panel.dataset.own : panel.dataset.person.replace("{name}", person.name));

  return (everybody) => {
    list.replaceChildren(
      ...everybody.map((person) => {
        const item = document.createElement("li");
        item.append(chip(person, named(person)));
        const where = label(person.field);
        if (where) item.append(` ${where}`);
        return item;
      }),
    );
    panel.querySelector("[data-writing-alone]").hidden = everybody.length > 0;
    for (const [name, mark] of marks) {
      const here = everybody.filter((person) => person.field === name);
      mark.hidden = here.length === 0;
      mark.replaceChildren(...here.map((person) => chip(person, panel.dataset.here.replace("{name}", named(person)))));
    }
  };
}
