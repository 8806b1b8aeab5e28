package io.tapline.cli.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.cli.CommandRun;
import io.tapline.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
  private static final Duration TOLERANCE = Duration.ofHours(2);

  @TempDir static Path shared;
  private static Path made;

  private final CommandRun certs = new CommandRun("certs");

  /** One CA and one certificate for all tests that only read them. */
  @BeforeAll
  static void make() {
    CommandRun certs = new CommandRun("certs");
    made = shared.resolve("ca");
    assertThat(certs.run("init", made.toString())).as(certs::err).isEqualTo(ExitCode.DONE);
    String[] names = {"--dns", "tapline.example.org", "--dns", "*.site.example"};
    String[] addresses = {"--ip", "192.0.2.1", "--ip", "2001:db8::1"};
    String[] issue =
        Stream.of(new String[] {"issue", made.toString(), "server"}, names, addresses)
            .flatMap(Stream::of)
            .toArray(String[]::new);
    assertThat(certs.run(issue)).as(certs::err).isEqualTo(ExitCode.DONE);
  }

  private static List<X509Certificate> chain(String name) throws IOException {
    return PemText.certificates(new Authority(made).certificate(name));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void validate(List<X509Certificate> chain, X509Certificate ca) throws Exception {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(ca, null)));
    parameters.setRevocationEnabled(false);
    var _ =
        CertPathValidator.getInstance("PKIX")
            .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
  }

  @Test
  void the_chain_is_valid_by_pkix_from_the_ca() throws Exception {
    List<X509Certificate> chain = chain("server");
    X509Certificate ca = chain("ca").getFirst();
    assertThat(chain).hasSize(2).last().isEqualTo(ca);
    assertThatCode(() -> validate(chain.subList(0, 1), ca)).doesNotThrowAnyException();
    assertThat(ca.getBasicConstraints()).isZero();
    assertThat(chain.getFirst().getBasicConstraints()).isEqualTo(-1);
    assertThat(chain.getFirst().getExtendedKeyUsage())
        .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
  }

  @Test
  void a_certificate_is_for_the_names_that_were_asked_for_and_no_others() throws IOException {
    Names names = Names.of(chain("server").getFirst());
    assertThat(names.dns()).containsExactly("tapline.example.org", "*.site.example");
    assertThat(names.ip()).hasSize(2).contains("192.0.2.1");
  }

  @Test
  void it_is_valid_for_as_long_as_was_said() throws IOException {
    assertThat(chain("server").getFirst().getNotAfter().toInstant())
        .isBetween(
            Instant.now().plus(Duration.ofDays(398)).minus(TOLERANCE),
            Instant.now().plus(Duration.ofDays(398)));
    assertThat(chain("ca").getFirst().getNotAfter().toInstant())
        .isAfter(Instant.now().plus(Duration.ofDays(3649)));
  }

  @Test
  void keys_are_for_their_owner_alone_and_belong_to_the_certificates() throws Exception {
    Authority authority = new Authority(made);
    for (String name : new String[] {"ca", "server"}) {
      assertThat(permissions(authority.key(name))).isEqualTo("rw-------");
      assertThat(permissions(authority.certificate(name))).isEqualTo("rw-r--r--");
      PrivateKey key = PemText.key(authority.key(name), "EC");
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      byte[] signed = signature.sign();
      signature.initVerify(chain(name).getFirst().getPublicKey());
      assertThat(signature.verify(signed)).isTrue();
    }
    try (Stream<Path> files = Files.list(made)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrder("ca.key", "ca.pem", "server.key", "server.pem");
    }
  }

  @Test
  void list_shows_names_and_days_left() {
    assertThat(certs.run("list", made.toString(), "--format", "csv")).isEqualTo(ExitCode.DONE);
    assertThat(certs.out())
        .startsWith("name,for,ends,days_left,state\n")
        .contains("\nca,,")
        .contains(",397,valid\n")
        .contains("tapline.example.org");
  }

  @Test
  void nothing_is_replaced_unless_it_is_renewed() throws IOException {
    byte[] before = Files.readAllBytes(made.resolve("server.key"));
    assertThat(certs.run("init", made.toString())).isEqualTo(ExitCode.REFUSED);
    assertThat(certs.err()).contains("There is a CA in");
    assertThat(certs.run("issue", made.toString(), "server")).isEqualTo(ExitCode.REFUSED);
    assertThat(certs.err()).contains("renew replaces it");
    assertThat(Files.readAllBytes(made.resolve("server.key"))).isEqualTo(before);
  }

  @Test
  void renew_keeps_the_names_and_changes_the_key(@TempDir Path directory) throws IOException {
    Authority authority = new Authority(directory);
    var _ = authority.init("short", 40);
    Names names = new Names(List.of("a.example"), List.of());
    X509Certificate ended = authority.certify("a", names, 1, "-3d");
    assertThat(certs.run("list", directory.toString(), "--format", "csv")).isZero();
    assertThat(certs.out()).contains(",expired\n");
    assertThat(certs.run("renew", directory.toString(), "--days", "30")).isEqualTo(ExitCode.DONE);
    X509Certificate renewed = PemText.certificates(authority.certificate("a")).getFirst();
    assertThat(Names.of(renewed)).isEqualTo(names);
    assertThat(renewed.getPublicKey()).isNotEqualTo(ended.getPublicKey());
    assertThat(renewed.getNotAfter()).isAfter(ended.getNotAfter());
    assertThat(certs.run("renew", directory.toString(), "a")).isEqualTo(ExitCode.REFUSED);
    assertThat(certs.err()).contains("ends before that");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ca", "a/b", "../a", "", "-a", "a,CN=b"})
  void a_name_is_no_path_no_option_and_not_the_ca(String name) {
    assertThatThrownBy(() -> new Authority(made).issue(name, new Names(List.of(), List.of()), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,dns:b", "a b", "*", "a..b.", ""})
  void what_is_no_host_name_gets_into_no_certificate(String name) {
    assertThatThrownBy(() -> new Names(List.of(name), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no host name");
  }

  @Test
  void without_a_ca_it_says_how_to_make_one(@TempDir Path directory) {
    assertThat(certs.run("issue", directory.toString(), "server")).isEqualTo(ExitCode.REFUSED);
    assertThat(certs.err()).contains("certs init");
  }
}
