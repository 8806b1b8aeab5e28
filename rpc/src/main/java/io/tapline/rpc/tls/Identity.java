package io.tapline.rpc.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who a server is: its certificate and the private key of it.
 *
 * @param chain its certificate first, then the one that certifies it, and so on
 */
record Identity(List<X509Certificate> chain, PrivateKey key) {
  private static final byte[] SAMPLE = {1, 2, 3};

  /**
   * Reads both.
   *
   * @throws IOException when they cannot be read or do not belong together, in a sentence
   */
  static Identity read(Path certificate, Path key) throws IOException {
    List<X509Certificate> chain = PemFile.certificates(certificate);
    PublicKey certified = chain.getFirst().getPublicKey();
    PrivateKey secret = PemFile.privateKey(key, certified.getAlgorithm());
    if (!belongTogether(certified, secret)) {
      throw new IOException(
          "%s is not the key of the certificate in %s".formatted(key, certificate));
    }
    return new Identity(chain, secret);
  }

  X509Certificate certificate() {
    return chain.getFirst();
  }

  private static boolean belongTogether(PublicKey certified, PrivateKey secret) {
    try {
      Signature signature = Signature.getInstance(signatureOf(certified.getAlgorithm()));
      signature.initSign(secret);
      signature.update(SAMPLE);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(SAMPLE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String signatureOf(String algorithm) {
    return switch (algorithm) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> algorithm;
    };
  }
}
