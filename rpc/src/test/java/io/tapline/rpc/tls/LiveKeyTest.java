package io.tapline.rpc.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveKeyTest {
  @TempDir static Path made;
  private static CertificateFiles first;
  private static CertificateFiles second;

  @TempDir Path directory;
  private TlsFiles files;
  private Instant now = Instant.parse("2026-11-28T10:00:00Z");

  @BeforeAll
  static void make() throws Exception {
    first = CertificateFiles.make(made, "first");
    second = CertificateFiles.make(made, "second");
  }

  @BeforeEach
  void use() throws IOException {
    files = new TlsFiles(directory.resolve("server.pem"), directory.resolve("server.key"), null);
    replaceBy(first);
  }

  private void replaceBy(CertificateFiles other) throws IOException {
    copy(other.certificate(), files.certificate());
    copy(other.key(), files.key());
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private LiveKey live() throws IOException {
    return new LiveKey(files, () -> now);
  }

  private static String alias(LiveKey key) {
    return Objects.requireNonNull(key.chooseEngineServerAlias("EC", null, null));
  }

  private static X509Certificate shown(LiveKey key) {
    String alias = alias(key);
    assertThat(key.getPrivateKey(alias).getAlgorithm()).isEqualTo("EC");
    return key.getCertificateChain(alias)[0];
  }

  private X509Certificate onDisk() throws IOException {
    return PemFile.certificates(files.certificate()).getFirst();
  }

  @Test
  void a_renewed_certificate_is_shown_after_a_minute_without_a_restart() throws Exception {
    LiveKey key = live();
    X509Certificate before = shown(key);
    assertThat(before).isEqualTo(onDisk());
    replaceBy(second);
    assertThat(shown(key)).isEqualTo(before);
    now = now.plus(LiveValue.PAUSE);
    assertThat(shown(key)).isEqualTo(onDisk()).isNotEqualTo(before);
    assertThat(List.of(before, onDisk())).allMatch(key::isOwn);
  }

  @Test
  void a_handshake_that_has_begun_ends_with_the_key_that_it_began_with() throws Exception {
    LiveKey key = live();
    String alias = alias(key);
    X509Certificate before = onDisk();
    replaceBy(second);
    now = now.plus(LiveValue.PAUSE);
    assertThat(shown(key)).isEqualTo(onDisk());
    assertThat(key.getCertificateChain(alias)).containsExactly(before);
  }

  @Test
  void files_that_do_not_belong_together_change_nothing() throws Exception {
    LiveKey key = live();
    X509Certificate before = shown(key);
    copy(second.certificate(), files.certificate());
    now = now.plus(LiveValue.PAUSE);
    assertThat(shown(key)).isEqualTo(before);
  }

  @Test
  void a_key_of_another_kind_is_not_offered() throws IOException {
    assertThat(live().chooseEngineServerAlias("RSA", null, null)).isNull();
  }

  @Test
  void a_start_with_the_key_of_another_certificate_is_refused() {
    assertThatThrownBy(() -> Identity.read(files.certificate(), second.key()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not the key of the certificate in");
  }

  @Test
  void a_key_that_others_can_read_is_refused() throws IOException {
    Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(this::live)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void a_key_in_another_form_is_refused_with_how_to_convert_it() throws IOException {
    Files.writeString(files.key(), "-----BEGIN EC PRIVATE KEY-----\nAA==\n");
    assertThatThrownBy(this::live)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("openssl pkcs8");
  }

  @Test
  void what_holds_no_certificate_is_refused() throws IOException {
    Files.writeString(files.certificate(), "");
    assertThatThrownBy(this::live)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds no certificate");
  }
}
