package io.tapline.rpc.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom a process trusts: itself, that is, who has the key of the certificate that it shows,
 * whatever names and times are in it; and whom the CAs of a file have certified, where there is
 * one.
 */
public final class LiveTrust extends X509ExtendedTrustManager {
  private static final X509Certificate[] NO_NAMES = {};

  private final LiveKey own;
  private final @Nullable LiveValue<X509ExtendedTrustManager> authorities;

  /** What is asked of the CAs. */
  private interface Question {
    void of(X509ExtendedTrustManager authorities) throws CertificateException;
  }

  LiveTrust(LiveKey own, @Nullable Path authorities, InstantSource clock) throws IOException {
    this.own = own;
    this.authorities =
        authorities == null ? null : new LiveValue<>(() -> Authorities.read(authorities), clock);
  }

  private void unlessOwn(X509Certificate[] chain, Question question) throws CertificateException {
    if (chain.length > 0 && own.isOwn(chain[0])) {
      return;
    }
    if (authorities == null) {
      throw new CertificateException("This is not the process itself.");
    }
    question.of(authorities.get());
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities == null ? NO_NAMES : authorities.get().getAcceptedIssuers();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    unlessOwn(chain, cas -> cas.checkClientTrusted(chain, authType));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    unlessOwn(chain, cas -> cas.checkClientTrusted(chain, authType, socket));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    unlessOwn(chain, cas -> cas.checkClientTrusted(chain, authType, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    unlessOwn(chain, cas -> cas.checkServerTrusted(chain, authType));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    unlessOwn(chain, cas -> cas.checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    unlessOwn(chain, cas -> cas.checkServerTrusted(chain, authType, engine));
  }
}
