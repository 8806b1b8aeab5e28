package io.tapline.rpc.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveKeyTest {
  @TempDir Path directory;
  private CertificateFiles files;
  private Instant now = Instant.parse("2026-11-28T10:00:00Z");

  @BeforeEach
  void make() throws Exception {
    files = CertificateFiles.make(directory, "server");
  }

  private LiveKey live() throws IOException {
    return new LiveKey(files.server(), () -> now);
  }

  private static X509Certificate shown(LiveKey key) {
    String alias = key.chooseEngineServerAlias("EC", null, null);
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
    files = CertificateFiles.make(directory, "server");
    assertThat(shown(key)).isEqualTo(before);
    now = now.plus(LiveValue.PAUSE);
    assertThat(shown(key)).isEqualTo(onDisk()).isNotEqualTo(before);
    assertThat(List.of(before, onDisk())).allMatch(key::isOwn);
  }

  @Test
  void a_handshake_that_has_begun_ends_with_the_key_that_it_began_with() throws Exception {
    LiveKey key = live();
    String alias = key.chooseEngineServerAlias("EC", null, null);
    X509Certificate before = onDisk();
    files = CertificateFiles.make(directory, "server");
    now = now.plus(LiveValue.PAUSE);
    assertThat(shown(key)).isEqualTo(onDisk());
    assertThat(key.getCertificateChain(alias)).containsExactly(before);
  }

  @Test
  void files_that_do_not_belong_together_change_nothing() throws Exception {
    LiveKey key = live();
    X509Certificate before = shown(key);
    Files.writeString(
        files.certificate(),
        Files.readString(CertificateFiles.make(directory, "other").certificate()));
    now = now.plus(LiveValue.PAUSE);
    assertThat(shown(key)).isEqualTo(before);
  }

  @Test
  void a_key_of_another_kind_is_not_offered() throws IOException {
    assertThat(live().chooseEngineServerAlias("RSA", null, null)).isNull();
  }

  @Test
  void a_start_with_the_key_of_another_certificate_is_refused() throws Exception {
    CertificateFiles other = CertificateFiles.make(directory, "other");
    assertThatThrownBy(() -> Identity.read(files.certificate(), other.key()))
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
