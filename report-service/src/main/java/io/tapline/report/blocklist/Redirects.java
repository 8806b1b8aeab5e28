package io.tapline.report.blocklist;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;

/**
 * Which redirections (RFC 9110, 15.4) a download follows: a few, never from https to http, and none
 * into networks of our own, so that who answers for a public list cannot have this machine ask a
 * service that only it can reach. A list that is in such a network itself may be redirected there,
 * as long as it was not redirected to the outside before.
 *
 * <p>Names are looked up here and once more by the connection; Java keeps an answer for 30 s, so
 * both have the same one. For any number of threads.
 */
final class Redirects {
  /** Redirections of one download, at most. */
  static final int MAX_REDIRECTS = 5;

  /** Statuses after which a GET asks elsewhere. */
  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

  private final Names names;

  /** Looks up the addresses of a host, as {@link InetAddress#getAllByName} does. */
  interface Names {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  Redirects(Names names) {
    this.names = names;
  }

  static boolean isRedirect(int status) {
    return STATUSES.contains(status);
  }

  /** Whether the URL is http or https with a host. */
  static boolean isWeb(URI url) {
    return (isScheme(url, "https") || isScheme(url, "http")) && url.getHost() != null;
  }

  private static boolean isScheme(URI url, String scheme) {
    return scheme.equalsIgnoreCase(url.getScheme());
  }

  /**
   * Whether a host is in a network of ours. To be asked before its answer is: what redirects is
   * then what was looked up. False for a name that nobody knows.
   */
  boolean isInside(URI url) {
    try {
      return Arrays.stream(names.addresses(url.getHost())).allMatch(Redirects::isInside);
    } catch (UnknownHostException e) { // the connection fails and says so
      return false;
    }
  }

  /**
   * Where to ask next.
   *
   * @param location as the answer has it; may be relative
   * @param inside whether the configured URL, and all between it and this one, are in networks of
   *     ours
   * @throws RedirectRefused with a sentence
   */
  URI next(URI from, String location, boolean inside) throws IOException {
    URI to = resolve(from, location);
    if (!isWeb(to)) {
      throw new RedirectRefused("the redirection leads to no http or https URL: " + to);
    }
    if (isScheme(from, "https") && isScheme(to, "http")) {
      throw new RedirectRefused("the redirection leads from https to http: " + to);
    }
    if (!inside) {
      requireOutside(to);
    }
    return to;
  }

  private static URI resolve(URI from, String location) throws IOException {
    try {
      return from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new IOException("the redirection has no URL: " + location, e);
    }
  }

  private void requireOutside(URI to) throws IOException {
    try {
      for (InetAddress address : names.addresses(to.getHost())) {
        if (isInside(address)) {
          throw new RedirectRefused(
              "the redirection leads into a network of ours: %s is %s; if that is meant, configure this URL"
                  .formatted(to, address.getHostAddress()));
        }
      }
    } catch (UnknownHostException e) {
      throw new IOException("the redirection leads to a host that nobody knows: " + to, e);
    }
  }

  /** Loopback, link-local, private (RFC 1918, RFC 4193), any or multicast. */
  private static boolean isInside(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || isUniqueLocal(address);
  }

  /** RFC 4193: fc00::/7. */
  private static boolean isUniqueLocal(InetAddress address) {
    return address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
  }
}
