"""Statistical disclosure control: which numbers of companies can be published without telling one
company's answer. `cells` is for tables that share margins, as the results of rounds have them;
`sectors` for the one table in a certificate, by a rule that its reader can follow by hand. Both
hold a number of fewer than `K` companies to be telling."""

K = 3
