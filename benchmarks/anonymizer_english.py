"""Names in English sentences: what of them is masked, and what is masked that names nobody.

usage: python benchmarks/anonymizer_english.py [--show]

The sentences and every name in them are written for this file: what companies write when they ask
for changes of export control. A name stands as [class|name]; c company, p person, g product,
s site, o university or society. KNOWN are the kinds that the rules were written for (legal forms,
titles, type designations); UNKNOWN the others: bare and lower-case companies, names of everyday
words, names that begin a sentence, people without a title, families and possessives, headings.
PLAIN names nobody. They were written before the rules were mended by them; FRESH afterwards.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1] / "src")  # a neighbour is named like the package

from anonymizer import Directory, find_each  # noqa: E402

KNOWN = """
The end user is [c|Harrow Photonics GmbH], a manufacturer of laser sources.
We sold the furnace to [c|Tessaly Instruments Co., Ltd.] in March.
The consignee, [c|Belmora Trading LLC], refused to sign the statement.
[c|Quillan Aerospace Inc.] asked us to classify the valve again.
Shipments to [c|Norvex S.A.] were stopped at customs.
Our distributor [c|Pelagia Marine Pte. Ltd.] holds the stock in Singapore.
The parts were made by [c|Ostrava Precision a.s.] under our drawings.
A licence was refused for [c|Daehan Fine Chemicals Corporation].
The joint venture with [c|Zhejiang Lanhai Valve Co., Ltd.] ended last year.
[c|Vantor Systems Limited] and [c|Kestrix Ltd.] filed the request together.
The request was prepared by Mr. [p|Holloway].
Please contact Dr. [p|Ingrid Solheim] for the test report.
Ms. [p|Okonkwo] explained the delay to the committee.
Prepared by [p|Masato Kirishima]
Signed by [p|Elena Vasquez], export control manager.
Prof. [p|Lindqvist] of [o|Uppmark University] attended the session.
According to Mr. [p|Tanvir Rahman], the screening takes two weeks.
The engineer [p|Paul Devereux] visited the site in June.
We export the [g|XR-4400] spectrometer to Malaysia.
The controller [g|MX-220B] falls below the threshold.
The laser [g|LX900] is not listed.
Our pump [g|VP-35] was classified under 2B350.
The furnace is installed at the [s|Kanoya Plant].
The goods left the [s|Sabae Works] on Monday.
Samples are tested at the [s|Hiratsuka Laboratory].
The project is led by the [o|Dunmore Institute of Technology].
We met the [o|Baltic Machine Tool Association] in October.
The study was funded by the [o|Corvin Research Council].
[c|Mirador Optics K.K.] disagrees with the interpretation.
The contract with [c|Solenne S.p.A.] covers technical assistance.
Technology was transferred to [c|Arkadia Semiconductor B.V.] under a bulk licence.
The subsidiary [c|Yamato Fine Ceramics (Thailand) Co., Ltd.] employs 40 people.
Payment was made by [c|Grenholm AB].
The carrier is [c|Transpolar Logistics Oy].
""".strip().splitlines()

UNKNOWN = """
We asked [c|Fujimori] whether the item is still produced.
The competitor [c|Brightwell] obtained its licence in four weeks.
Orders from [c|nexalis] have doubled since spring.
[c|Sundara] has closed its office in Penang.
[c|Apex Forge] supplies the castings.
Both [c|Orchid] and [c|Summit Tools] use the same subcontractor.
[c|Blue Heron] was named in the answer of the ministry.
The software of [c|DataLantern] encrypts the recipes.
Our customer [c|eVolta] builds battery testers.
[c|KDM] and [c|T&R] share the warehouse.
The buyer is [c|Hanseong], located in Busan.
The items were returned by [c|Al-Rashid Trading].
The agent [c|Van der Meulen] was not informed.
[c|O'Brien Hydraulics] asks for a longer transition.
[c|3Delta] prints the impellers.
In our view, [c|Kirin River Mining] is not a military end user.
The audit at [c|Polaris] found no violation.
For [c|Moonstone], the value of the order is small.
The opinion of [c|Greyfield Partners] was attached.
[c|Toyosaki]'s valves are listed under item 3.
The group around [c|Ferrante & Sons] reported a loss.
[c|Whitcombe-Hale] objected to the wording.
The machine was resold to [c|Sinolink] without notice.
Is [c|Vega] an affiliate of the buyer?
We are a supplier of [c|Rheintal], and our parts are used in pumps.
NOTE: [c|ORBITEK] HAS NOT ANSWERED.
[p|Yuki Hasegawa] chaired the working group.
The draft was reviewed by [p|Marta Kowalczyk] and [p|Jun Ishibashi].
As [p|Hasegawa] said, the list is out of date.
[p|Thomas Brandt] will attend instead.
Regards, [p|Aiko Moriyama]
The question came from [p|Wei Zhang] in Shenzhen.
[p|Dmitri] could not enter the country.
Our colleague [p|de Villiers] gave the training.
I spoke with [p|Priya Raman] by telephone.
It was [p|Sato] who drafted the table.
[p|Moriyama-san] sent the parameters.
The analysis of [p|Olsen] and [p|Kurz] supports this view.
The material, sold as [g|Durafil], contains carbon fibre.
[g|ThermaShield Pro] is used in ovens.
Users of [g|OptiScan] cannot change the key length.
The [g|Falcon 9] controller is exempt.
The cloud service [g|SkyVault] stores drawings.
[g|Nanoweave] is a trade mark for a fabric.
Version 4 of [g|LithoSim] has an export key.
The grade [g|Hastalon C-22] resists acid.
The [s|Kitakami fab] was visited by officials.
Production moved from [s|Shunan] to Vietnam.
The line at [s|Building 7 of Nagaoka] is idle.
Our [s|Tsukuba campus] hosts foreign students.
A researcher at [o|TU Greifen] received the data.
The [o|Society of Valve Makers] sent an opinion.
[o|KAIROS] publishes the test method.
The thesis was written at [o|Politecnico di Salerno-Nord].
""".strip().splitlines()

PLAIN = """
We request that the threshold for carbon fibre be reviewed.
The Ministry of Economy, Trade and Industry should publish the criteria.
Export of machine tools requires a licence under the Foreign Exchange and Foreign Trade Act.
Item 6 of Appended Table 1 does not reflect the Wassenaar Arrangement.
The processing time for individual licences exceeds eight weeks.
Please clarify whether samples are covered.
Bulk licences are available for Group A countries only.
However, the burden on small companies is considerable.
The European Union and the United States apply a different rule.
Dear Sir or Madam, thank you for your reply.
Reason: The current definition is unclear.
Background and Purpose of the Proposal
Summary of Comments
The company maintains an Internal Compliance Program.
Catch-all controls apply where the end use is of concern.
Semiconductor manufacturing equipment was added in July 2023.
Technology for the development of lasers is controlled under 6E001.
In April, the Committee discussed the proposal again.
Most members agree; two members object.
Deemed exports were clarified in May 2022.
The Nuclear Suppliers Group and the Missile Technology Control Regime publish their lists.
Applicants must submit three copies of the contract.
An annual report would reduce the number of applications.
Intangible transfers include e-mail and cloud storage.
No change is requested for this item.
Does the exemption apply to spare parts?
Germany, France and Italy issue general licences.
The Export Control Order was amended on 1 December.
Five-axis machine tools fall under 2B001.
Customs asked for the parameter sheet.
We believe that the word "specially designed" needs a definition.
First, the scope is too wide. Second, the values are outdated.
Attachment 2: Comparison of Thresholds
The End User List should be updated twice a year.
Chemical plants use valves with fluoropolymer linings.
Gas turbines, heat exchangers and vacuum pumps are affected.
Lithium-ion batteries are not controlled.
Opinion on the Draft Amendment
Training for staff in charge of classification is held each spring.
Under these circumstances, harmonisation with other regimes is desirable.
""".strip().splitlines()

# Written after the rules were mended by the above, and not looked at for that.
FRESH = """
[c|Larkspur Dynamics] requests that the value limit be raised.
Last spring, [c|Calloway] bought the plant from [c|Iwaki Seiren].
We were told by [c|Torvald Marine Engines AS] that no licence was needed.
The reseller [c|Zenit-Ural] appears on the list.
Neither [c|Hoshikawa] nor [c|Pemberton Gauges] uses the exemption.
After talks with [c|Grupo Marazul], we stopped deliveries.
The order placed by [c|NordWafer] was cancelled.
[c|Castellane] has two sites in Europe.
The parent company, [c|Ridgeway Holdings plc], is British.
[c|Yamabuki Kasei] and its customers favour a longer period.
The technician sent by [c|Shinsei Rotor] stayed ten days.
[p|Hannah Feldman] wrote the second part.
The table goes back to [p|Kenji Omori].
Mrs. [p|Adeyemi] will present the case.
A remark by [p|Lucas van Houten] was left out.
The chair thanked [p|Nakagawa] for his work.
The tester [g|QuickProbe 7] has an export key.
Firmware for the [g|HDX-500] is sent by e-mail.
[g|CeraLyte] powder is shipped in drums.
A defect in [g|Orion Vision] was reported.
Inspectors came to the [s|Mihara Works] in May.
The [s|Komatsuzaki Plant] assembles gyroscopes.
The [o|Northern Institute of Photonics] borrowed a detector.
Staff of [o|Hallam University] joined the test.
""".strip().splitlines()
FRESH_PLAIN = """
Spare parts for machine tools should be treated as low-value shipments.
Regarding item 9, the definition of "network" is too broad.
Frequency converters above 600 Hz need a licence.
Some members propose a transition period of one year.
Please see the attached table for details.
Exporters have to keep records for seven years.
In the United Kingdom, open general licences are used.
Cryptography for mass-market products is exempt.
Carbon Fibre Working Group: Minutes
The Customs Act is not affected.
Although the wording was changed, questions remain.
Pressure transducers and mass spectrometers are listed.
Thank you for considering this request.
Universities need clear rules for foreign students.
As of April, paper forms are no longer accepted.
Technical data on the Internet is in the public domain.
""".strip().splitlines()

_NAME = re.compile(r"\[(\w)\|([^\]]+)\]")
_CLASSES = {"c": "company", "p": "person", "g": "product", "s": "site", "o": "organisation"}


def parsed(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without marks, and (start, end, class) of its names."""
    text, spans, position = "", [], 0
    for match in _NAME.finditer(line):
        text += line[position:match.start()]
        spans.append((len(text), len(text) + len(match[2]), _CLASSES[match[1]]))
        text += match[2]
        position = match.end()
    return text + line[position:], spans


def measure(title: str, sentences: Sequence[str], show: bool) -> None:
    """Prints what is masked of each class, and what is found beside the names."""
    nobody = Directory.compile(())
    given = [parsed(line) for line in sentences]
    tries, whole = Counter[str](), Counter[str]()
    beside = false = 0
    for (text, names), found in zip(
        given, find_each([text for text, _ in given], nobody), strict=True
    ):
        masked = {i for f in found for i in range(f.start, f.end)}
        for start, end, cls in names:
            tries[cls] += 1
            missed = [i for i in range(start, end) if text[i].isalnum() and i not in masked]
            whole[cls] += not missed
            if missed and show:
                print(f"  missed: {text[start:end]!r} in {text!r}: {[f.text for f in found]}")
        wrong = [f for f in found if f.cls != "quasi"
                 and not any(f.start < end and start < f.end for start, end, _ in names)]
        beside += len(wrong)
        false += bool(wrong)
        if show:
            for f in wrong:
                print(f"  false: {f.text!r} ({f.cls}, {f.reason}) in {text!r}")
    total = sum(tries.values())
    classes = ", ".join(f"{cls} {whole[cls]} of {tries[cls]}" for cls in tries)
    masked_share = f"masked {sum(whole.values())} of {total}: {classes}; " if total else ""
    print(f"{title}: {len(sentences)} sentences, {masked_share}{beside} other findings in {false}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="each name missed, each other finding")
    args = parser.parse_args()
    for title, sentences in (("known kinds", KNOWN), ("unknown kinds", UNKNOWN), ("plain", PLAIN),
                             ("fresh", FRESH), ("fresh plain", FRESH_PLAIN)):
        measure(title, sentences, args.show)


if __name__ == "__main__":
    main()
