package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks for a token. */
class ShownTokenTest {
  private static final String TOKEN = "tap_" + "a".repeat(43);

  @TempDir Path directory;
  private final Gate gate = new Gate();

  @RegisterExtension
  final ServedCommand cli =
      new ServedCommand("", () -> ServerInterceptors.intercept(new FakeLog(), gate));

  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("token"), TOKEN + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void the_token_of_a_file_goes_with_the_call_and_into_no_output() {
    assertThat(cli.run("search", "--token-file", file.toString())).isEqualTo(ExitCode.DONE);
    assertThat(gate.shown).containsOnly("Bearer " + TOKEN);
    assertThat(cli.out() + cli.err()).doesNotContain(TOKEN.substring(4));
  }

  @Test
  void a_token_that_is_refused_is_a_refusal_in_a_sentence() throws IOException {
    Files.writeString(file, "tap_" + "b".repeat(43));
    assertThat(cli.run("search", "--token-file", file.toString())).isEqualTo(ExitCode.REFUSED);
    assertThat(cli.err()).isEqualTo("This token is not known.\n");
  }

  @Test
  void there_is_no_option_that_shows_a_token_to_other_users_of_the_machine() {
    assertThat(cli.run("search", "--token", TOKEN)).isEqualTo(ExitCode.USAGE);
    assertThat(gate.shown).isEmpty();
  }

  /** Admits one token. */
  private static final class Gate implements ServerInterceptor {
    private final List<String> shown = new CopyOnWriteArrayList<>();

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String header =
          headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
      shown.add(String.valueOf(header));
      if (("Bearer " + TOKEN).equals(header)) {
        return next.startCall(call, headers);
      }
      call.close(
          Status.UNAUTHENTICATED.withDescription("This token is not known."), new Metadata());
      return new ServerCall.Listener<>() {};
    }
  }
}
