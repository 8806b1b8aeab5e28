package io.tapline.cli.scope;

import io.tapline.cli.filter.FilterTerms;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options over what tunnels, flow exporters and firewalls report of a connection. */
final class ExportedOptions {
  @Option(
      names = "--tunnel",
      paramLabel = "NAME",
      description = "Tunnel that it was in: 'vxlan/100', 'gre*'; * is a wildcard.")
  @Nullable String tunnel;

  @Option(
      names = "--outer-host",
      paramLabel = "ADDRESS",
      description = "An end of the outermost tunnel that it was in: an address or a prefix.")
  @Nullable String outerHost;

  @Option(
      names = "--exporter",
      paramLabel = "ADDRESS",
      description = "Flow exporter that reported it: an address or a prefix.")
  @Nullable String exporter;

  @Option(
      names = "--observation-domain",
      paramLabel = "ID",
      description = "The exporter's domain, source id or engine.")
  @Nullable Long observationDomain;

  @Option(
      names = "--input-interface",
      paramLabel = "NAME|INDEX",
      description = "Where the client's packets came in: a name such as eth0, or an SNMP index.")
  @Nullable String inputInterface;

  @Option(
      names = "--output-interface",
      paramLabel = "NAME|INDEX",
      description = "Where they went out.")
  @Nullable String outputInterface;

  @Option(
      names = "--client-as",
      paramLabel = "ASN",
      description = "Autonomous system of the client.")
  @Nullable Long clientAs;

  @Option(
      names = "--server-as",
      paramLabel = "ASN",
      description = "Autonomous system of the server.")
  @Nullable Long serverAs;

  @Option(
      names = "--nat-client",
      paramLabel = "ADDRESS",
      description = "The client behind a translation: an address or a prefix.")
  @Nullable String natClient;

  @Option(
      names = "--nat-server",
      paramLabel = "ADDRESS",
      description = "The server behind a translation: an address or a prefix.")
  @Nullable String natServer;

  @Option(
      names = "--firewall-action",
      paramLabel = "ACTION",
      description =
          "What a firewall did, in its own word: accept, allow, block (ufw), deny, drop, reject.")
  @Nullable String firewallAction;

  @Option(
      names = "--firewall-chain",
      paramLabel = "NAME",
      description = "Its chain or log prefix; * is a wildcard.")
  @Nullable String firewallChain;

  FilterTerms addTo(FilterTerms terms) {
    addInterface(terms, "input_interface", inputInterface);
    addInterface(terms, "output_interface", outputInterface);
    return terms
        .equal("tunnel", tunnel)
        .equal("outer_host", outerHost)
        .equal("exporter", exporter)
        .equal("observation_domain", observationDomain)
        .equal("client_as", clientAs)
        .equal("server_as", serverAs)
        .equal("nat_client", natClient)
        .equal("nat_server", natServer)
        .equal("firewall_action", firewallAction)
        .equal("firewall_chain", firewallChain);
  }

  /** Digits are an index, all else is a name. */
  private static void addInterface(FilterTerms terms, String field, @Nullable String typed) {
    if (typed != null && typed.matches("\\d{1,10}")) {
      terms.equal(field, Long.valueOf(typed));
    } else {
      terms.equal(field + "_name", typed);
    }
  }
}
