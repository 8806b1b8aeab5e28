package io.tapline.standalone.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.grpc.spi.GrpcBuilderProvider;
import io.tapline.rpc.tls.TlsFiles;
import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import io.tapline.standalone.memory.MemoryBudget;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnTlsTest {
  @TempDir Path directory;

  private ServeOptions options(Optional<TlsFiles> tls) {
    return new ServeOptions(
        directory,
        false,
        new ListenAddress("127.0.0.1", 8080, "--http-port"),
        new ListenAddress("127.0.0.1", 9000, "--grpc-port"),
        new TokenOptions(directory.resolve("tokens"), true),
        tls,
        MemoryBudget.parse(MemoryBudget.DEFAULT),
        false,
        false);
  }

  private Optional<TlsFiles> missing() {
    return TlsFiles.of(directory.resolve("a.pem"), directory.resolve("a.key"), null);
  }

  @Test
  void files_that_are_not_there_end_the_start_in_a_sentence() {
    ServeOptions options = options(missing());
    assertThatThrownBy(() -> OwnTls.check(options))
        .isInstanceOfSatisfying(
            StandaloneException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TLS_UNUSABLE))
        .hasMessageStartingWith("TLS cannot be used: ")
        .hasMessageContaining("a.pem");
  }

  @Test
  void addresses_say_whether_they_are_asked_by_tls() {
    assertThat(options(missing()).console()).isEqualTo("https://127.0.0.1:8080/");
    assertThat(options(missing()).server()).isEqualTo("https://127.0.0.1:9000");
    assertThat(options(Optional.empty()).console()).isEqualTo("http://127.0.0.1:8080/");
    assertThat(ReadyNotice.serverOption(options(Optional.empty()))).isEmpty();
    assertThat(ReadyNotice.serverOption(options(missing())))
        .isEqualTo(" --server https://127.0.0.1:9000");
  }

  @Test
  void the_framework_finds_the_maker_of_channels() {
    assertThat(ServiceLoader.load(GrpcBuilderProvider.class))
        .hasAtLeastOneElementOfType(OwnChannels.class);
  }
}
