package io.tapline.cli.certs;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * A certificate of the directory.
 *
 * @param names it is good for; empty for the CA
 * @param ofThisCa whether the CA beside it has certified it
 */
record Issued(String name, String names, Instant ends, boolean ofThisCa) {
  static Issued of(String name, X509Certificate certificate, X509Certificate ca) {
    return new Issued(
        name,
        Names.of(certificate).text(),
        certificate.getNotAfter().toInstant(),
        isOf(certificate, ca));
  }

  /** Whole days until it ends; negative when it has. */
  long daysLeft(Instant now) {
    return Math.floorDiv(Duration.between(now, ends).toSeconds(), Duration.ofDays(1).toSeconds());
  }

  String state(Instant now) {
    if (!ofThisCa) {
      return "of another CA";
    }
    return ends.isBefore(now) ? "expired" : "valid";
  }

  private static boolean isOf(X509Certificate certificate, X509Certificate ca) {
    try {
      certificate.verify(ca.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
