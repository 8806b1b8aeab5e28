package io.tapline.cli.connect;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where a server listens.
 *
 * @param text {@code host:port}
 * @param scheme https = by TLS, http = in plain text; empty = as other options say
 */
record ServerAddress(String text, String scheme) {
  private static final String HTTPS = "https";
  private static final String HTTP = "http";

  /** Reads {@code [https://|http://]host:port[/]}; empty for anything else. */
  static Optional<ServerAddress> parse(String address) {
    for (String scheme : new String[] {HTTPS, HTTP}) {
      if (address.startsWith(scheme + "://")) {
        String rest = address.substring(scheme.length() + 3);
        return at(rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest, scheme);
      }
    }
    return at(address, "");
  }

  /** Whether it is asked by TLS. */
  boolean byTls(boolean otherwise) {
    return scheme.equals(HTTPS) || (otherwise && !scheme.equals(HTTP));
  }

  private static Optional<ServerAddress> at(String text, String scheme) {
    try {
      URI uri = new URI("tapline://" + text);
      return uri.getHost() != null && uri.getPort() > 0 && uri.getPort() <= 65535
          ? Optional.of(new ServerAddress(text, scheme))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
