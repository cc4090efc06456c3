"""A decision rule in words, in the reader's language."""

from proposals.decision_rule import DecisionRule
from web.visit import Visit


def rule_in_words(visit: Visit, rule: DecisionRule) -> list[str]:
    """One sentence for each thing the rule says."""
    t, majority, quorum = visit.t, rule.majority, rule.quorum
    more = "more_than" if majority.strict else "at_least"
    lines = [
        t("rule.one_company_one_vote"),
        t(f"rule.majority.{more}", ratio=str(majority.ratio), base=t(f"rule.base.{majority.base}")),
        t(f"rule.abstain.{rule.abstain}"),
    ]
    if quorum.ratio:
        more = "more_than" if quorum.strict else "at_least"
        lines.append(t(f"rule.quorum.{more}", ratio=str(quorum.ratio)))
    if rule.max_negative_ratio is not None:
        lines.append(t("rule.max_negative", ratio=str(rule.max_negative_ratio)))
    if rule.min_yes:
        lines.append(t("rule.min_yes", n=rule.min_yes))
    if rule.per_group_min is not None:
        lines.append(t("rule.per_group", ratio=str(rule.per_group_min.ratio)))
    if rule.no_objection:
        lines.append(t("rule.no_objection"))
    if rule.negative_reason == "required":
        lines.append(t("rule.negative_reason"))
    lines.append(t(f"rule.tie.{rule.tie}"))
    if rule.proxies.allowed and rule.proxies.max_per_holder:
        lines.append(t("rule.proxies.most", n=rule.proxies.max_per_holder))
    else:
        lines.append(t(f"rule.proxies.{'yes' if rule.proxies.allowed else 'no'}"))
    lines += [t("rule.recuse"), t(f"rule.secrecy.{rule.secrecy}"), t("rule.silence")]
    return lines
