package io.tapline.cli.certs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's keytool, which every Java runtime has, as a maker of certificates. Keys are for ECDSA
 * on P-256. It works on a PKCS #12 file with a random password in a directory that is deleted
 * again.
 */
final class Keytool {
  private static final String PASSWORD_VARIABLE = "TAPLINE_KEYTOOL_PASSWORD";
  private static final String CA = "ca";
  private static final String NEW = "new";

  private final Path program;

  /**
   * @param javaHome directory of a Java runtime
   */
  Keytool(Path javaHome) {
    this.program = javaHome.resolve("bin").resolve("keytool");
  }

  /** What a certificate says, in keytool's words. */
  record Wish(String subject, int days, String start, List<String> extensions) {}

  /**
   * Makes a key and a certificate of it.
   *
   * @param authority who certifies it; null = itself
   * @throws IOException when keytool cannot be run or says no, in a sentence
   */
  Entry make(Wish wish, @Nullable Entry authority) throws IOException {
    Path directory = Files.createTempDirectory("tapline-certs-");
    Path store = directory.resolve("keys.p12");
    String password = HexFormat.of().formatHex(new SecureRandom().generateSeed(16));
    try {
      if (authority != null) {
        write(store, password, authority);
      }
      run(arguments(wish, store, authority != null), password);
      return read(store, password);
    } catch (GeneralSecurityException e) {
      throw new IOException("keytool's keys cannot be used: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(store);
      Files.delete(directory);
    }
  }

  private List<String> arguments(Wish wish, Path store, boolean signed) {
    List<String> arguments = new ArrayList<>();
    arguments.add(program.toString());
    arguments.addAll(List.of("-J-Duser.language=en", "-J-XX:TieredStopAtLevel=1"));
    arguments.addAll(List.of("-genkeypair", "-alias", NEW));
    arguments.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    arguments.addAll(List.of("-dname", wish.subject()));
    arguments.addAll(List.of("-validity", Integer.toString(wish.days())));
    arguments.addAll(List.of("-startdate", wish.start()));
    wish.extensions().stream()
        .flatMap(extension -> Stream.of("-ext", extension))
        .forEach(arguments::add);
    if (signed) {
      arguments.addAll(List.of("-signer", CA));
    }
    arguments.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
    arguments.addAll(List.of("-storepass:env", PASSWORD_VARIABLE));
    return arguments;
  }

  private void run(List<String> command, String password) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put(PASSWORD_VARIABLE, password);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool says: " + said.strip());
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("keytool was interrupted", e);
    }
  }

  private static void write(Path store, String password, Entry authority)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    Certificate[] chain = {authority.certificate()};
    keys.setKeyEntry(CA, authority.key(), password.toCharArray(), chain);
    PrivateFile.create(store);
    try (OutputStream file = Files.newOutputStream(store)) {
      keys.store(file, password.toCharArray());
    }
  }

  private static Entry read(Path store, String password)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(store)) {
      keys.load(file, password.toCharArray());
    }
    return new Entry(
        (X509Certificate) keys.getCertificate(NEW),
        (PrivateKey) keys.getKey(NEW, password.toCharArray()));
  }
}
