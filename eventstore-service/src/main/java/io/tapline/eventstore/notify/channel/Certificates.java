package io.tapline.eventstore.notify.channel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of authorities as PEM text. */
public final class Certificates {
  private Certificates() {}

  /**
   * @throws IllegalArgumentException when it is no PEM with certificates
   */
  public static void check(String pem) {
    try {
      if (parse(pem).isEmpty()) {
        throw new IllegalArgumentException("has no certificate");
      }
    } catch (CertificateException e) {
      throw new IllegalArgumentException("is not PEM with certificates", e);
    }
  }

  private static Collection<? extends Certificate> parse(String pem) throws CertificateException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  /**
   * TLS that trusts these.
   *
   * @param pem empty: those that Java trusts
   */
  public static SSLContext tls(String pem) throws GeneralSecurityException, IOException {
    if (pem.isEmpty()) {
      return SSLContext.getDefault();
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store(pem));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore store(String pem) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate one : parse(pem)) {
      store.setCertificateEntry("authority" + number++, one);
    }
    return store;
  }
}
