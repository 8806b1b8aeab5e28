package io.tapline.cli.scope;

import io.tapline.cli.filter.FilterTerms;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that become terms of a filter; all that are given must match. */
public final class FilterOptions {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Client or server: an address or a prefix.")
  @Nullable String host;

  @Option(
      names = "--client",
      paramLabel = "ADDRESS",
      description = "Who began it: an address or a prefix.")
  @Nullable String client;

  @Option(
      names = "--server-host",
      paramLabel = "ADDRESS",
      description = "Its peer: an address or a prefix.")
  @Nullable String serverHost;

  @Option(names = "--port", paramLabel = "PORT", description = "Client or server port.")
  @Nullable Integer port;

  @Option(names = "--client-port", paramLabel = "PORT", description = "Port of the client.")
  @Nullable Integer clientPort;

  @Option(names = "--server-port", paramLabel = "PORT", description = "Port of the server.")
  @Nullable Integer serverPort;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      description = "tcp, udp, icmp ... or a number.")
  @Nullable String protocol;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "http, tls, dns, ssh ...; * is a wildcard.")
  @Nullable String service;

  @Option(
      names = "--hostname",
      paramLabel = "NAME",
      description = "Name of the server; * is a wildcard.")
  @Nullable String hostname;

  @Option(
      names = "--net-object",
      paramLabel = "NAME",
      description = "Client or server in a net object, such as /NetObjects/Office.")
  @Nullable String netObject;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "sensor/source that saw it; * is a wildcard.")
  @Nullable String source;

  @Option(
      names = "--conn-state",
      paramLabel = "STATE",
      description = "Zeek's conn_state: S0, SF, REJ ...")
  @Nullable String connState;

  @Option(names = "--vlan", paramLabel = "ID", description = "VLAN id.")
  @Nullable Integer vlan;

  @Option(names = "--open", description = "Only connections that are still open.")
  boolean open;

  @Mixin ExportedOptions exported;

  @Option(
      names = "--filter",
      paramLabel = "FILTER",
      description = "Only connections that match (see tapline search --help).")
  @Nullable String filter;

  private @Nullable String typed;

  /** A filter that was typed without the option. */
  void typed(@Nullable String text) {
    typed = text;
  }

  /** All of it as one filter. */
  public String text() {
    FilterTerms terms =
        new FilterTerms()
            .equal("host", host)
            .equal("client", client)
            .equal("server", serverHost)
            .equal("port", port)
            .equal("client_port", clientPort)
            .equal("server_port", serverPort)
            .equal("protocol", protocol)
            .equal("service", service)
            .equal("hostname", hostname)
            .equal("netobject", netObject)
            .equal("source", source)
            .equal("conn_state", connState)
            .equal("vlan", vlan)
            .equal("open", open ? Boolean.TRUE : null);
    return exported.addTo(terms).filter(filter).filter(typed).text();
  }
}
