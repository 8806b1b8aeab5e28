package io.tapline.cli.certs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Certificates and keys in PEM (RFC 7468). */
final class PemText {
  private static final int LINE = 64;
  private static final String KEY = "PRIVATE KEY";

  private PemText() {}

  static String of(Certificate certificate) throws CertificateException {
    return block("CERTIFICATE", certificate.getEncoded());
  }

  static String of(PrivateKey key) {
    return block(KEY, key.getEncoded());
  }

  /** All certificates of a file, in its order; at least one. */
  static List<X509Certificate> certificates(Path file) throws IOException {
    try {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (certificates.isEmpty()) {
        throw new IOException(file + " holds no certificate");
      }
      return certificates;
    } catch (CertificateException e) {
      throw new IOException(file + " holds no certificates in PEM", e);
    }
  }

  /** A key that this package wrote. */
  static PrivateKey key(Path file, String algorithm) throws IOException {
    String text = Files.readString(file).replaceAll("-----(BEGIN|END) " + KEY + "-----", "");
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("%s holds no %s key".formatted(file, algorithm), e);
    }
  }

  private static String block(String label, byte[] content) {
    String base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, base64);
  }
}
