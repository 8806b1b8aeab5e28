package io.tapline.cli.certs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A CA and what it has certified, in a directory of its own. */
final class Authority {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final String CA = "ca";
  private static final String CERTIFICATE = ".pem";
  private static final String NOW = "-1H";

  private final Path directory;
  private final Keytool keytool;

  Authority(Path directory) {
    this.directory = directory;
    this.keytool = new Keytool(Path.of(System.getProperty("java.home")));
  }

  /**
   * Makes the CA.
   *
   * @param name its common name
   * @throws IllegalArgumentException for a name that cannot be one
   * @throws IOException when there is one already, or it cannot be made
   */
  X509Certificate init(String name, int days) throws IOException {
    Files.createDirectories(directory);
    if (Files.exists(certificate(CA)) || Files.exists(key(CA))) {
      throw new IOException("There is a CA in " + directory + " already");
    }
    List<String> rights = List.of("bc:critical=ca:true,pathlen:0", "ku:critical=keyCertSign");
    Entry made = keytool.make(new Keytool.Wish(subject(name), days, NOW, rights), null);
    write(CA, made, pem(made.certificate()));
    return made.certificate();
  }

  /**
   * Makes a key and a certificate of it, for servers and for clients.
   *
   * @throws IllegalArgumentException for a name that cannot be one
   * @throws IOException when there is one of that name, or it cannot be made
   */
  X509Certificate issue(String name, Names names, int days) throws IOException {
    if (Files.exists(certificate(issuable(name))) || Files.exists(key(name))) {
      throw new IOException(
          "There is a certificate of %s in %s already; renew replaces it"
              .formatted(name, directory));
    }
    return certify(name, names, days, NOW);
  }

  /** Replaces a certificate and its key by others with the same names. */
  X509Certificate renew(String name, int days) throws IOException {
    return certify(name, Names.of(read(issuable(name))), days, NOW);
  }

  /**
   * The same, beginning at a time.
   *
   * @param start in keytool's words, as {@code -2d}
   */
  X509Certificate certify(String name, Names names, int days, String start) throws IOException {
    Entry ca = new Entry(read(CA), PemText.key(key(CA), "EC"));
    Instant caEnd = ca.certificate().getNotAfter().toInstant();
    if (Instant.now().plus(days, ChronoUnit.DAYS).isAfter(caEnd)) {
      throw new IOException(
          "The CA in %s ends before that, on %s: take fewer --days, or make another CA"
              .formatted(directory, caEnd));
    }
    Keytool.Wish wish =
        new Keytool.Wish(
            subject(name),
            days,
            start,
            List.of(
                "ku:critical=digitalSignature", "eku=serverAuth,clientAuth", names.extension()));
    Entry made = keytool.make(wish, ca);
    write(name, made, pem(made.certificate()) + pem(ca.certificate()));
    return made.certificate();
  }

  /** What there is, the CA first. */
  List<Issued> list() throws IOException {
    X509Certificate ca = read(CA);
    List<Issued> issued = new ArrayList<>();
    issued.add(Issued.of(CA, ca, ca));
    for (String name : names()) {
      issued.add(Issued.of(name, read(name), ca));
    }
    return issued;
  }

  Path certificate(String name) {
    return directory.resolve(name + CERTIFICATE);
  }

  Path key(String name) {
    return directory.resolve(name + ".key");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(file -> file.endsWith(CERTIFICATE))
          .map(file -> file.substring(0, file.length() - CERTIFICATE.length()))
          .filter(name -> !name.equals(CA))
          .sorted()
          .toList();
    }
  }

  private X509Certificate read(String name) throws IOException {
    return PemText.certificates(certificate(name)).getFirst();
  }

  /** The key first: who reads both while one is new finds that they do not belong together. */
  private void write(String name, Entry made, String chain) throws IOException {
    PrivateFile.write(key(name), PemText.of(made.key()));
    PrivateFile.writePublic(certificate(name), chain);
  }

  private static String pem(X509Certificate certificate) throws IOException {
    try {
      return PemText.of(certificate);
    } catch (CertificateException e) {
      throw new IOException("The certificate cannot be written.", e);
    }
  }

  private static String issuable(String name) {
    if (name.equals(CA)) {
      throw new IllegalArgumentException("'ca' is the CA itself; choose another name.");
    }
    return checked(name);
  }

  private static String subject(String name) {
    return "CN=" + checked(name);
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name: up to 63 letters, digits, dots, hyphens and underscores.");
    }
    return name;
  }
}
