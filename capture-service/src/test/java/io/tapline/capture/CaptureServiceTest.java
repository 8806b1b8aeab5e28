package io.tapline.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tapline.capture.importing.Captures;
import io.tapline.capture.v1.ImportFileHeader;
import io.tapline.capture.v1.ImportFileRequest;
import io.tapline.capture.v1.ImportFileResponse;
import io.tapline.capture.v1.ImportServiceGrpc;
import io.tapline.capture.v1.ImportSummary;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(FakeLogResource.class)
class CaptureServiceTest {
  @ConfigProperty(name = "quarkus.grpc.server.test-port")
  int port;

  private ManagedChannel channel;

  @BeforeEach
  void connect() {
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
  }

  @Test
  void a_file_that_is_uploaded_in_chunks_is_summed_up() throws Exception {
    ImportSummary summary = upload("up.pcap", Captures.pcap(20_000));
    assertThat(summary.getSource()).isEqualTo("up.pcap");
    assertThat(summary.getIngest().getFrames()).isEqualTo(20_000);
    assertThat(summary.getSha256()).hasSize(64);
    assertThat(upload("other.pcap", Captures.pcap(20_000)).getAlreadyImported()).isTrue();
  }

  @Test
  void a_refused_file_carries_a_reason() throws Exception {
    assertThat(reason(() -> upload("x.txt", "no capture".getBytes(UTF_8))))
        .isEqualTo("UNKNOWN_FORMAT");
    assertThat(reason(() -> upload("", new byte[0]))).isEqualTo("INVALID_HEADER");
  }

  private ImportSummary upload(String name, byte[] content) throws Exception {
    CompletableFuture<ImportSummary> result = new CompletableFuture<>();
    StreamObserver<ImportFileRequest> call =
        ImportServiceGrpc.newStub(channel).importFile(new Answers(result));
    call.onNext(
        ImportFileRequest.newBuilder()
            .setHeader(ImportFileHeader.newBuilder().setFileName(name).setSizeBytes(content.length))
            .build());
    for (int at = 0; at < content.length; at += 1 << 20) {
      ByteString chunk = ByteString.copyFrom(content, at, Math.min(1 << 20, content.length - at));
      call.onNext(ImportFileRequest.newBuilder().setChunk(chunk).build());
    }
    call.onCompleted();
    return result.get(30, TimeUnit.SECONDS);
  }

  private static String reason(Callable<?> call) throws Exception {
    try {
      call.call();
      return "nothing";
    } catch (ExecutionException e) {
      return info(Objects.requireNonNull(e.getCause())).getReason();
    }
  }

  private static ErrorInfo info(Throwable error) throws InvalidProtocolBufferException {
    com.google.rpc.Status status = StatusProto.fromThrowable(error);
    assertThat(status).as("details of %s", Status.fromThrowable(error)).isNotNull();
    ErrorInfo info = status.getDetails(0).unpack(ErrorInfo.class);
    assertThat(info.getDomain()).isEqualTo("capture.tapline");
    return info;
  }

  private record Answers(CompletableFuture<ImportSummary> result)
      implements StreamObserver<ImportFileResponse> {
    @Override
    public void onNext(ImportFileResponse response) {
      if (response.hasSummary()) {
        result.complete(response.getSummary());
      }
    }

    @Override
    public void onError(Throwable error) {
      result.completeExceptionally(error);
    }

    @Override
    public void onCompleted() {}
  }
}
