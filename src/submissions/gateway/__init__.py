"""The gateway: frozen packages pushed to an address of the ministry, its replies pulled from there.

The rooms here hold what was released and nothing else: an import contract keeps them from every
package that knows a request or a company. The protocol stands in docs/gateway.md.
"""
