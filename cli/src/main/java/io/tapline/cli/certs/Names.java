package io.tapline.cli.certs;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Under which names a server is asked: its certificate is good for these and no others.
 *
 * @param dns host names, the first label of which may be {@code *}
 * @param ip addresses
 */
record Names(List<String> dns, List<String> ip) {
  private static final Pattern HOST =
      Pattern.compile("(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9-]+)*");

  /** What the JDK reads as an address without looking it up; keytool refuses what is none. */
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  Names {
    dns.stream().filter(name -> !HOST.matcher(name).matches()).forEach(Names::refuse);
    ip.stream().filter(address -> !ADDRESS.matcher(address).matches()).forEach(Names::refuse);
  }

  /**
   * Those that a certificate is for.
   *
   * @throws IllegalArgumentException when they cannot be read
   */
  static Names of(X509Certificate certificate) {
    return new Names(values(certificate, DNS_NAME), values(certificate, IP_ADDRESS));
  }

  /** As keytool wants them. */
  String extension() {
    return "san=" + all("dns:", "ip:").collect(Collectors.joining(","));
  }

  String text() {
    return all("", "").collect(Collectors.joining(", "));
  }

  private Stream<String> all(String beforeDns, String beforeIp) {
    return Stream.concat(
        dns.stream().map(name -> beforeDns + name), ip.stream().map(name -> beforeIp + name));
  }

  private static void refuse(String name) {
    throw new IllegalArgumentException("'" + name + "' is no host name or address.");
  }

  private static List<String> values(X509Certificate certificate, int kind) {
    List<String> values = new ArrayList<>();
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        if (name.getFirst().equals(kind)) {
          values.add(String.valueOf(name.getLast()));
        }
      }
    } catch (CertificateParsingException e) {
      throw new IllegalArgumentException("The names of the certificate cannot be read.", e);
    }
    return values;
  }
}
