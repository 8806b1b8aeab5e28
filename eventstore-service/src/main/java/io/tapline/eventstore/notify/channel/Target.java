package io.tapline.eventstore.notify.channel;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a channel sends to.
 *
 * @param scheme one of those of its kind
 * @param port 1 to 65535
 * @param uri the whole of it
 */
public record Target(String scheme, String host, int port, URI uri) {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_LENGTH = 2_048;
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.]+]");

  /**
   * Reads {@code scheme://host:port}, or a URL of a webhook.
   *
   * @throws IllegalArgumentException with the reason, when it is none
   */
  public static Target parse(ChannelKind kind, String text) {
    URI uri = uri(text);
    String scheme = String.valueOf(uri.getScheme());
    require(schemes(kind).contains(scheme), "must begin with one of " + schemes(kind));
    require(uri.getHost() != null, "needs a host");
    require(uri.getRawUserInfo() == null, "must not have a user; the secret has its own field");
    require(uri.getRawFragment() == null, "must not have a fragment");
    int port = port(uri, scheme);
    boolean bare = uri.getRawPath().isEmpty() && uri.getRawQuery() == null;
    require(kind == ChannelKind.WEBHOOK || bare, "must end with the port");
    return new Target(scheme, uri.getHost(), port, uri);
  }

  private static URI uri(String text) {
    require(text.length() <= MAX_LENGTH, "is longer than %d characters".formatted(MAX_LENGTH));
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("is no URL", e);
    }
  }

  private static List<String> schemes(ChannelKind kind) {
    return switch (kind) {
      case MAIL -> List.of("smtp", "smtps");
      case WEBHOOK -> List.of("https", "http");
      case SYSLOG -> List.of("tls", "tcp", "udp");
    };
  }

  private static int port(URI uri, String scheme) {
    int port =
        uri.getPort() >= 0
            ? uri.getPort()
            : switch (scheme) {
              case "https" -> 443;
              case "http" -> 80;
              default -> 0;
            };
    require(port > 0 && port <= MAX_PORT, "needs a port between 1 and 65535");
    return port;
  }

  /** Whether what is sent there can be read on its way, unless STARTTLS protects it. */
  public boolean isPlaintext() {
    return switch (scheme) {
      case "http", "tcp", "udp", "smtp" -> true;
      default -> false;
    };
  }

  /** Whether it is this machine; names are not looked up, but for localhost. */
  public boolean isLoopback() {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    return LITERAL.matcher(host).matches() && literal().isLoopbackAddress();
  }

  private InetAddress literal() {
    return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""));
  }

  /** The host as sockets want it: without the brackets of a literal. */
  public String address() {
    return host.replaceAll("[\\[\\]]", "");
  }

  private static void require(boolean holds, String why) {
    if (!holds) {
      throw new IllegalArgumentException(why);
    }
  }
}
