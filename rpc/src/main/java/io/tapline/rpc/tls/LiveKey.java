package io.tapline.rpc.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate and key of a process, which are shown to whoever connects and to whoever is
 * connected to. New connections get those that are in the files within a minute.
 */
public final class LiveKey extends X509ExtendedKeyManager {
  private final LiveValue<Identity> identity;

  /** That of a handshake which began before the files were read again. */
  private volatile Identity before;

  private volatile Identity current;

  LiveKey(TlsFiles files, InstantSource clock) throws IOException {
    identity = new LiveValue<>(() -> Identity.read(files.certificate(), files.key()), clock);
    current = identity.get();
    before = current;
  }

  /** Whether a certificate is the one that this process shows. */
  boolean isOwn(X509Certificate certificate) {
    return certificate.equals(latest().certificate()) || certificate.equals(before.certificate());
  }

  private synchronized Identity latest() {
    Identity latest = identity.get();
    if (!latest.equals(current)) {
      before = current;
      current = latest;
    }
    return latest;
  }

  private @Nullable String alias(String... keyTypes) {
    Identity latest = latest();
    return Arrays.asList(keyTypes).contains(latest.key().getAlgorithm()) ? name(latest) : null;
  }

  private static String name(Identity identity) {
    return identity.certificate().getSerialNumber().toString(16);
  }

  private Identity named(String alias) {
    Identity latest = current;
    return name(latest).equals(alias) ? latest : before;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return named(alias).chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return named(alias).key();
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    String alias = alias(keyType);
    return alias == null ? new String[0] : new String[] {alias};
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return getServerAliases(keyType, issuers);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(keyType);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias(keyType);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(keyTypes);
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias(keyTypes);
  }
}
