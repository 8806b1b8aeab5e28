package io.tapline.cli.packets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.tapline.capture.v1.FetchPacketsRequest;
import io.tapline.capture.v1.FetchPacketsResponse;
import io.tapline.capture.v1.FetchPacketsSummary;
import io.tapline.capture.v1.FrameServiceGrpc;
import io.tapline.capture.v1.PacketEndpoint;
import io.tapline.cli.ExitCode;
import io.tapline.cli.ServedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketsCommandTest {
  @TempDir Path directory;
  private final List<FetchPacketsRequest> asked = new ArrayList<>();
  private FetchPacketsSummary summary = FetchPacketsSummary.newBuilder().setPackets(2).build();

  @RegisterExtension
  final ServedCommand cli =
      new ServedCommand(
          "packets",
          new FrameServiceGrpc.FrameServiceImplBase() {
            @Override
            public void fetchPackets(
                FetchPacketsRequest request, StreamObserver<FetchPacketsResponse> answers) {
              asked.add(request);
              answers.onNext(chunk("first "));
              answers.onNext(chunk("second"));
              answers.onNext(FetchPacketsResponse.newBuilder().setSummary(summary).build());
              answers.onCompleted();
            }
          });

  private static FetchPacketsResponse chunk(String text) {
    return FetchPacketsResponse.newBuilder().setChunk(ByteString.copyFromUtf8(text)).build();
  }

  @Test
  void the_file_has_the_pieces_in_their_order() throws IOException {
    Path file = directory.resolve("x.pcapng");
    assertThat(
            cli.run(
                "10.0.0.5:51000",
                "[2001:db8::1]:443",
                "--protocol",
                "tcp",
                "--source",
                "eth0",
                "--from",
                "2026-03-01",
                "-o",
                file.toString()))
        .isEqualTo(ExitCode.DONE);
    assertThat(Files.readString(file, UTF_8)).isEqualTo("first second");
    FetchPacketsRequest request = asked.getFirst();
    assertThat(request.getFirst()).isEqualTo(end("10.0.0.5", 51_000));
    assertThat(request.getSecond()).isEqualTo(end("2001:db8::1", 443));
    assertThat(request.getProtocol()).isEqualTo(6);
    assertThat(request.getSource()).isEqualTo("eth0");
    assertThat(request.getInterval().hasStartTime()).isTrue();
    assertThat(request.getInterval().hasEndTime()).isFalse();
    assertThat(cli.out() + cli.err()).contains("2 packets in");
    try (var left = Files.list(directory)) {
      assertThat(left).containsExactly(file);
    }
  }

  private static PacketEndpoint end(String address, int port) {
    return PacketEndpoint.newBuilder().setAddress(address).setPort(port).build();
  }

  @Test
  void a_file_that_is_there_is_replaced_on_request_only() throws IOException {
    Path file = Files.writeString(directory.resolve("x.pcapng"), "mine");
    assertThat(cli.run("10.0.0.5", "-o", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(asked).isEmpty();
    assertThat(Files.readString(file)).isEqualTo("mine");
    assertThat(cli.run("10.0.0.5", "-o", file.toString(), "--overwrite")).isEqualTo(ExitCode.DONE);
    assertThat(Files.readString(file)).isEqualTo("first second");
  }

  @Test
  void without_packets_there_is_no_file_and_what_was_left_out_is_said() throws IOException {
    summary =
        FetchPacketsSummary.newBuilder()
            .setTruncated(true)
            .addFailures("x cannot be read.")
            .build();
    assertThat(cli.run("10.0.0.5", "-o", directory.resolve("x.pcapng").toString()))
        .isEqualTo(ExitCode.NOTHING_FOUND);
    assertThat(cli.out() + cli.err())
        .contains("Left out: x cannot be read.", "--limit", "no such packet");
    try (var left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.5:", "10.0.0.5:0", "10.0.0.5:65536", "[2001:db8::1", "[]", ":5"})
  void what_is_no_end_of_packets_is_refused(String text) {
    assertThat(cli.run(text, "-o", directory.resolve("x").toString())).isEqualTo(ExitCode.USAGE);
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.5, 10.0.0.5, 0",
    "10.0.0.5:1, 10.0.0.5, 1",
    "2001:db8::1, 2001:db8::1, 0",
    "[2001:db8::1], 2001:db8::1, 0",
    "[2001:db8::1]:65535, 2001:db8::1, 65535"
  })
  void an_end_is_an_address_with_or_without_a_port(String text, String address, int port) {
    assertThat(EndpointText.parse(text)).contains(end(address, port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "256", "tcpp"})
  void what_is_no_protocol_is_refused(String text) {
    assertThat(ProtocolNumber.parse(text)).isEmpty();
  }

  @Test
  void a_protocol_has_a_name_or_a_number() {
    assertThat(ProtocolNumber.parse("UDP")).hasValue(17);
    assertThat(ProtocolNumber.parse("103")).hasValue(103);
  }
}
