package io.tapline.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tapline.capture.importing.Captures;
import io.tapline.capture.v1.AddHandlerRequest;
import io.tapline.capture.v1.CancelImportRequest;
import io.tapline.capture.v1.CreateSourceRequest;
import io.tapline.capture.v1.DeleteSourceRequest;
import io.tapline.capture.v1.FrameServiceGrpc;
import io.tapline.capture.v1.GetImportRequest;
import io.tapline.capture.v1.GetSourceRequest;
import io.tapline.capture.v1.Handler;
import io.tapline.capture.v1.HandlerServiceGrpc;
import io.tapline.capture.v1.Import;
import io.tapline.capture.v1.ImportFileHeader;
import io.tapline.capture.v1.ImportFileRequest;
import io.tapline.capture.v1.ImportFileResponse;
import io.tapline.capture.v1.ImportServiceGrpc;
import io.tapline.capture.v1.ImportState;
import io.tapline.capture.v1.ImportSummary;
import io.tapline.capture.v1.Interface;
import io.tapline.capture.v1.ListHandlersRequest;
import io.tapline.capture.v1.ListImportsRequest;
import io.tapline.capture.v1.ListInterfacesRequest;
import io.tapline.capture.v1.ListSourcesRequest;
import io.tapline.capture.v1.RotateHandlerRequest;
import io.tapline.capture.v1.Source;
import io.tapline.capture.v1.SourceServiceGrpc;
import io.tapline.capture.v1.SourceState;
import io.tapline.capture.v1.StreamFramesRequest;
import io.tapline.capture.v1.StreamFramesResponse;
import io.tapline.capture.v1.UdpSource;
import io.tapline.testing.ListContract;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
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

  @Test
  void sources_are_created_listed_and_deleted() throws Exception {
    var stub = SourceServiceGrpc.newBlockingStub(channel);
    assertThat(stub.listInterfaces(ListInterfacesRequest.getDefaultInstance()).getInterfacesList())
        .anyMatch(Interface::getLoopback);
    Source source =
        stub.createSource(
            CreateSourceRequest.newBuilder()
                .setSource(
                    Source.newBuilder()
                        .setName("udp-1")
                        .setUdp(UdpSource.newBuilder().setPort(FakeLogResource.freePort())))
                .build());
    assertThat(source.getState()).isEqualTo(SourceState.SOURCE_STATE_RUNNING);
    assertThat(stub.listSources(ListSourcesRequest.getDefaultInstance()).getSourcesList())
        .anyMatch(s -> s.getName().equals("udp-1"));
    var handlers = HandlerServiceGrpc.newBlockingStub(channel);
    Handler handler = Handler.newBuilder().setName("h").setSource("udp-1").build();
    assertThat(
            handlers
                .addHandler(AddHandlerRequest.newBuilder().setHandler(handler).build())
                .getFileNamePattern())
        .isEqualTo("%Y-%m-%d-%H-%M-%S-{name}.pcap");
    assertThat(
            statusReason(
                () ->
                    handlers.rotateHandler(RotateHandlerRequest.newBuilder().setName("x").build())))
        .isEqualTo("HANDLER_NOT_FOUND");
    assertThat(stub.deleteSource(DeleteSourceRequest.newBuilder().setName("udp-1").build()))
        .isNotNull();
    assertThat(
            statusReason(
                () -> stub.deleteSource(DeleteSourceRequest.newBuilder().setName("none").build())))
        .isEqualTo("SOURCE_NOT_FOUND");
  }

  @Test
  void lists_have_pages() throws Exception {
    upload("page-1.pcap", Captures.pcap(310));
    upload("page-2.pcap", Captures.pcap(311));
    var sources = SourceServiceGrpc.newBlockingStub(channel);
    ListContract.check(sources::listInterfaces, ListInterfacesRequest.getDefaultInstance());
    ListContract.check(sources::listSources, ListSourcesRequest.getDefaultInstance());
    ListContract.check(
        ImportServiceGrpc.newBlockingStub(channel)::listImports,
        ListImportsRequest.getDefaultInstance());
  }

  @Test
  void handlers_have_pages() throws Exception {
    var sources = SourceServiceGrpc.newBlockingStub(channel);
    var handlers = HandlerServiceGrpc.newBlockingStub(channel);
    UdpSource udp = UdpSource.newBuilder().setPort(FakeLogResource.freePort()).build();
    Source source = Source.newBuilder().setName("handled").setUdp(udp).build();
    var _ = sources.createSource(CreateSourceRequest.newBuilder().setSource(source).build());
    for (String name : List.of("second", "first", "third")) {
      Handler handler = Handler.newBuilder().setName(name).setSource("handled").build();
      var _ = handlers.addHandler(AddHandlerRequest.newBuilder().setHandler(handler).build());
    }
    ListContract.check(handlers::listHandlers, ListHandlersRequest.getDefaultInstance());
    var _ = sources.deleteSource(DeleteSourceRequest.newBuilder().setName("handled").build());
  }

  @Test
  void imports_and_their_sources_can_be_asked_for_by_name() throws Exception {
    upload("asked.pcap", Captures.pcap(300));
    var imports = ImportServiceGrpc.newBlockingStub(channel);
    Import found = imports.getImport(GetImportRequest.newBuilder().setSource("asked.pcap").build());
    assertThat(found.getState()).isEqualTo(ImportState.IMPORT_STATE_FINISHED);
    assertThat(found.getFileName()).isEqualTo("asked.pcap");
    assertThat(found.getSummary().getIngest().getFrames()).isEqualTo(300);
    assertThat(imports.listImports(ListImportsRequest.getDefaultInstance()).getImportsList())
        .contains(found)
        .isSortedAccordingTo(Comparator.comparing(Import::getSource));
    Source source =
        SourceServiceGrpc.newBlockingStub(channel)
            .getSource(GetSourceRequest.newBuilder().setName("asked.pcap").build());
    assertThat(source.getFile().getSha256()).isEqualTo(found.getSummary().getSha256());
  }

  @Test
  void what_does_not_exist_is_not_found_and_what_has_ended_cannot_be_cancelled() throws Exception {
    upload("ended.pcap", Captures.pcap(301));
    var imports = ImportServiceGrpc.newBlockingStub(channel);
    assertThat(
            statusReason(
                () ->
                    imports.cancelImport(
                        CancelImportRequest.newBuilder().setSource("ended.pcap").build())))
        .isEqualTo("IMPORT_ENDED");
    assertThat(
            statusReason(
                () ->
                    imports.cancelImport(
                        CancelImportRequest.newBuilder().setSource("none").build())))
        .isEqualTo("IMPORT_NOT_FOUND");
    assertThat(
            statusReason(
                () -> imports.getImport(GetImportRequest.newBuilder().setSource("none").build())))
        .isEqualTo("IMPORT_NOT_FOUND");
    var sources = SourceServiceGrpc.newBlockingStub(channel);
    assertThat(
            statusReason(
                () -> sources.getSource(GetSourceRequest.newBuilder().setName("none").build())))
        .isEqualTo("SOURCE_NOT_FOUND");
  }

  @Test
  void frames_of_an_import_are_streamed_from_a_position_with_a_filter() throws Exception {
    upload("frames.pcap", Captures.pcap(3000));
    var stub = FrameServiceGrpc.newBlockingStub(channel);
    StreamFramesRequest request =
        StreamFramesRequest.newBuilder()
            .setSource("frames.pcap")
            .setStartPosition(1000)
            .setFinite(true)
            .build();
    assertThat(positions(stub.streamFrames(request))).hasSize(2000).startsWith(1000L, 1001L);
    StreamFramesRequest filtered = request.toBuilder().setBpf("greater 100").build();
    List<Long> matching = positions(stub.streamFrames(filtered));
    assertThat(matching).isNotEmpty().allMatch(position -> position % 90 + 14 >= 100);
    StreamFramesRequest invalid = request.toBuilder().setBpf("port (").build();
    assertThat(statusReason(() -> positions(stub.streamFrames(invalid)))).isEqualTo("INVALID_BPF");
    StreamFramesRequest beyond = request.toBuilder().setStartPosition(5000).build();
    assertThat(statusReason(() -> positions(stub.streamFrames(beyond))))
        .isEqualTo("INVALID_POSITION");
  }

  @Test
  void frames_of_a_live_source_are_streamed_as_they_come_and_again_from_a_position()
      throws Exception {
    int udp = FakeLogResource.freePort();
    Source source =
        Source.newBuilder().setName("live").setUdp(UdpSource.newBuilder().setPort(udp)).build();
    SourceServiceGrpc.newBlockingStub(channel)
        .createSource(CreateSourceRequest.newBuilder().setSource(source).build());
    var stub = FrameServiceGrpc.newBlockingStub(channel);
    send(udp, "before");
    StreamFramesRequest all =
        StreamFramesRequest.newBuilder().setSource("live").setStartPosition(0).build();
    var following = stub.withDeadlineAfter(30, TimeUnit.SECONDS).streamFrames(all);
    assertThat(following.next().getPositionsList()).containsExactly(0L);
    send(udp, "one");
    StreamFramesResponse next = following.next();
    assertThat(next.getPositionsList()).containsExactly(1L);
    assertThat(next.getBatch().getLinkType(0)).isEqualTo(101);
    assertThat(next.getBatch().getData().toString(UTF_8)).endsWith("one");
    StreamFramesRequest rest = all.toBuilder().setStartPosition(1).setFinite(true).build();
    assertThat(positions(stub.streamFrames(rest))).containsExactly(1L);
    StreamFramesRequest beyond = rest.toBuilder().setStartPosition(99).build();
    assertThat(statusReason(() -> positions(stub.streamFrames(beyond))))
        .isEqualTo("INVALID_POSITION");
  }

  private static void send(int port, String text) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      byte[] bytes = text.getBytes(UTF_8);
      socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }
  }

  private static List<Long> positions(Iterator<StreamFramesResponse> responses) {
    List<Long> positions = new ArrayList<>();
    responses.forEachRemaining(response -> positions.addAll(response.getPositionsList()));
    return positions;
  }

  private static String statusReason(Callable<?> call) throws Exception {
    try {
      call.call();
      return "nothing";
    } catch (StatusRuntimeException e) {
      return info(e).getReason();
    }
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
