package io.tapline.rpc.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A key and a certificate of itself in PEM, made by the JDK's keytool. */
public final class CertificateFiles {
  private static final String PASSWORD = "only-for-a-test";

  private final Path directory;
  private final String name;

  private CertificateFiles(Path directory, String name) {
    this.directory = directory;
    this.name = name;
  }

  /** Makes both files. */
  public static CertificateFiles make(Path directory, String name) throws Exception {
    CertificateFiles files = new CertificateFiles(directory, name);
    Path store = directory.resolve(name + ".p12");
    run(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-J-XX:TieredStopAtLevel=1",
        "-genkeypair",
        "-alias",
        "test",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=" + name,
        "-ext",
        "bc:critical=ca:true",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD);
    files.write(store);
    return files;
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
  }

  private void write(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(store)) {
      keys.load(content, PASSWORD.toCharArray());
    }
    byte[] secret = keys.getKey("test", PASSWORD.toCharArray()).getEncoded();
    Files.writeString(key(), pem("PRIVATE KEY", secret));
    Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("rw-------"));
    byte[] shown = keys.getCertificate("test").getEncoded();
    Files.writeString(certificate(), pem("CERTIFICATE", shown));
  }

  private static String pem(String label, byte[] content) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(content));
  }

  public Path certificate() {
    return directory.resolve(name + ".pem");
  }

  public Path key() {
    return directory.resolve(name + ".key");
  }
}
