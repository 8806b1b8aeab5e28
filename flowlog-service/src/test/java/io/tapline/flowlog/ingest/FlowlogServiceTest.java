package io.tapline.flowlog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.ErrorInfo;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tapline.flowlog.PostgresResource;
import io.tapline.flowlog.v1.BeginTransactionRequest;
import io.tapline.flowlog.v1.CatalogEditServiceGrpc;
import io.tapline.flowlog.v1.CatalogServiceGrpc;
import io.tapline.flowlog.v1.CatalogWatchServiceGrpc;
import io.tapline.flowlog.v1.Commit;
import io.tapline.flowlog.v1.CommitTransactionRequest;
import io.tapline.flowlog.v1.ConnectionServiceGrpc;
import io.tapline.flowlog.v1.CountConnectionsRequest;
import io.tapline.flowlog.v1.GetLogStatusRequest;
import io.tapline.flowlog.v1.IngestServiceGrpc;
import io.tapline.flowlog.v1.ListLogSourcesRequest;
import io.tapline.flowlog.v1.ListLogSourcesResponse;
import io.tapline.flowlog.v1.LogServiceGrpc;
import io.tapline.flowlog.v1.LogServiceGrpc.LogServiceBlockingStub;
import io.tapline.flowlog.v1.LogSource;
import io.tapline.flowlog.v1.LogStatus;
import io.tapline.flowlog.v1.NetObject;
import io.tapline.flowlog.v1.PingRequest;
import io.tapline.flowlog.v1.PollChangesRequest;
import io.tapline.flowlog.v1.PollChangesResponse;
import io.tapline.flowlog.v1.PutNetObjectRequest;
import io.tapline.flowlog.v1.SearchConnectionsRequest;
import io.tapline.flowlog.v1.WatchCommitsRequest;
import io.tapline.rpc.grpc.AllPages;
import io.tapline.testing.ListContract;
import io.tapline.type.v1.FrameBatch;
import io.tapline.type.v1.FrameLoss;
import io.tapline.type.v1.IngestSummary;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The service as it is started: frames over gRPC, answers over gRPC. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FlowlogServiceTest {
  private static final Traffic TRAFFIC = new Traffic(3, 5000);

  @Inject
  @GrpcClient("self")
  Channel channel;

  @Inject MeterRegistry metrics;

  @SuppressWarnings("NullAway.Init") // set by the test framework
  @TestHTTPResource("/q/health/ready")
  URI ready;

  private IngestClient call() {
    return new IngestClient(IngestServiceGrpc.newStub(channel));
  }

  private LogServiceBlockingStub log() {
    return LogServiceGrpc.newBlockingStub(channel);
  }

  private static FrameBatch.Builder batch(int from, int to) {
    return IngestClient.batch(TRAFFIC.block(from, to));
  }

  @Test
  void frames_sent_over_grpc_are_in_the_log() throws Exception {
    IngestClient client = call();
    client.open("probe", "capture.pcap");
    assertThat(client.answer().getOpened().getNextPosition()).isZero();
    for (int at = 0; at < TRAFFIC.size(); at += 100) {
      client.send(batch(at, at + 100));
    }
    client.finish(TRAFFIC.size());
    IngestSummary summary = finished(client);
    assertThat(summary.getFrames()).isEqualTo(TRAFFIC.size());
    assertThat(summary.getBytes()).isEqualTo(TRAFFIC.bytes());
    assertThat(summary.getOutcomesMap().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(TRAFFIC.size());
    assertThat(source("probe/capture.pcap").getSummary()).isEqualTo(summary);
    assertLogHolds(summary);
    assertNothingMoreIsTaken(summary);
    assertFound(summary);
  }

  @Test
  void sources_have_pages() throws Exception {
    for (String name : List.of("page-b", "page-a")) {
      IngestClient client = call();
      client.open("probe", name);
      assertThat(client.answer().hasOpened()).isTrue();
      client.finish(0);
      assertThat(finished(client).getFrames()).isZero();
    }
    ListContract.check(log()::listLogSources, ListLogSourcesRequest.getDefaultInstance());
  }

  @Test
  void a_net_object_is_committed_watched_and_asked_for() {
    Commit commit = commit(NetObject.newBuilder().setName("/NetObjects/All").addPrefixes("::/0"));
    assertThat(commit.getChangeCount()).isEqualTo(1);
    assertThat(
            CatalogServiceGrpc.newBlockingStub(channel)
                .ping(PingRequest.newBuilder().setText("hello").build())
                .getCommitId())
        .isEqualTo(commit.getCommitId());
    assertThat(
            CatalogWatchServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .watchCommits(
                    WatchCommitsRequest.newBuilder()
                        .setAfterCommitId(commit.getCommitId() - 1)
                        .build())
                .next()
                .getCommit())
        .isEqualTo(commit);
    assertThat(count("netobject = /NetObjects/All")).isEqualTo(count("host = ::/0"));
  }

  private Commit commit(NetObject.Builder object) {
    var catalog = CatalogEditServiceGrpc.newBlockingStub(channel);
    String transaction =
        catalog.beginTransaction(BeginTransactionRequest.getDefaultInstance()).getTransactionId();
    NetObject put =
        catalog.putNetObject(
            PutNetObjectRequest.newBuilder()
                .setTransactionId(transaction)
                .setNetObject(object)
                .build());
    assertThat(put.getPrefixesList()).isEqualTo(object.getPrefixesList());
    return catalog
        .commitTransaction(
            CommitTransactionRequest.newBuilder()
                .setTransactionId(transaction)
                .setMessage("everything")
                .build())
        .getCommit();
  }

  private long count(String filter) {
    return ConnectionServiceGrpc.newBlockingStub(channel)
        .countConnections(CountConnectionsRequest.newBuilder().setFilter(filter).build())
        .getConnections();
  }

  private void assertFound(IngestSummary summary) {
    var search = ConnectionServiceGrpc.newBlockingStub(channel);
    String here = "source = \"probe/capture.pcap\"";
    var count =
        search.countConnections(CountConnectionsRequest.newBuilder().setFilter(here).build());
    assertThat(count.getConnections()).isEqualTo(summary.getConnections());
    assertThat(count.getPackets()).isEqualTo(summary.getOutcomesOrThrow("connection"));
    var named =
        search.searchConnections(
            SearchConnectionsRequest.newBuilder()
                .setFilter(here + " AND hostname = \"www.example.com\"")
                .build());
    assertThat(named.getConnectionsList())
        .isNotEmpty()
        .allMatch(connection -> connection.getService().equals("http"))
        .allMatch(connection -> connection.getSource().equals("probe/capture.pcap"));
  }

  private static IngestSummary finished(IngestClient client) throws InterruptedException {
    var answer = client.answer();
    while (!answer.hasFinished()) {
      answer = client.answer();
    }
    return answer.getFinished().getSummary();
  }

  private LogSource source(String name) {
    return AllPages.rows(
            log()::listLogSources,
            ListLogSourcesRequest.getDefaultInstance(),
            ListLogSourcesResponse::getSourcesList)
        .stream()
        .filter(source -> source.getSource().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void assertLogHolds(IngestSummary summary) {
    LogStatus status = log().getLogStatus(GetLogStatusRequest.getDefaultInstance());
    assertThat(status.getConnections()).isGreaterThanOrEqualTo(summary.getConnections());
    assertThat(status.getStoredBytes()).isPositive();
    PollChangesResponse changes = log().pollChanges(PollChangesRequest.getDefaultInstance());
    assertThat(changes.getIntervalsList()).isNotEmpty();
    PollChangesRequest again =
        PollChangesRequest.newBuilder().setToken(changes.getNextToken()).build();
    assertThat(log().pollChanges(again).getIntervalsList()).isEmpty();
  }

  private void assertNothingMoreIsTaken(IngestSummary summary) throws InterruptedException {
    IngestClient again = call();
    again.open("probe", "capture.pcap");
    assertThat(again.answer().getOpened().getFinished().getSummary()).isEqualTo(summary);
    again.send(batch(0, 10));
    assertReason(again.failure(), "SOURCE_FINISHED");
  }

  @Test
  void a_clock_is_taken_over_grpc_and_one_before_its_frames_is_refused() throws Exception {
    IngestClient client = call();
    client.open("probe", "clock");
    client.send(batch(0, 10));
    client.clock(Traffic.T0 / 1_000_000_000 + 3600, 10);
    client.finish(10);
    assertThat(finished(client).getFrames()).isEqualTo(10);
    IngestClient early = call();
    early.open("probe", "early-clock");
    early.clock(Traffic.T0 / 1_000_000_000, 1);
    assertReason(early.failure(), "INVALID_BATCH");
  }

  @Test
  void a_broken_call_goes_on_where_it_was_durable() throws Exception {
    IngestClient client = call();
    client.open("probe", "broken");
    client.answer();
    client.send(batch(0, 500));
    assertThat(client.answer().getAcknowledgement().getNextPosition()).isEqualTo(500);
    client.cancel();
    IngestClient again = call();
    again.open("probe", "broken");
    assertThat(again.answer().getOpened().getNextPosition()).isEqualTo(500);
    again.send(batch(400, 600));
    again.complete();
    assertThat(again.answer().getAcknowledgement().getNextPosition()).isEqualTo(600);
    assertThat(source("probe/broken").getSummary().getFrames()).isEqualTo(600);
  }

  @Test
  void a_second_call_fences_the_first() throws Exception {
    IngestClient first = call();
    first.open("probe", "fenced");
    first.answer();
    IngestClient second = call();
    second.open("probe", "fenced");
    assertThat(second.answer().getOpened().getEpoch()).isEqualTo(2);
    assertReason(first.failure(), "FENCED");
    second.complete();
  }

  @Test
  void bad_requests_are_refused_with_a_reason_and_counted() throws Exception {
    double before = invalid();
    assertRefused(batch(0, 3).addTimeNanos(1), "INVALID_BATCH");
    assertRefused(batch(0, 3).clearLinkType(), "INVALID_BATCH");
    assertRefused(batch(0, 3).setFirstPosition(-1), "INVALID_BATCH");
    assertRefused(batch(0, 3).setCapturedLengthBytes(0, 1 << 20), "INVALID_BATCH");
    assertRefused(batch(0, 3).setCapturedLengthBytes(1, -1), "INVALID_BATCH");
    FrameLoss nowhere = FrameLoss.newBuilder().setNumber(1).setCount(1).build();
    assertRefused(batch(0, 3).addLosses(nowhere), "INVALID_BATCH");
    IngestClient unopened = call();
    unopened.send(batch(0, 3));
    assertReason(unopened.failure(), "INVALID_OPEN");
    IngestClient misnamed = call();
    misnamed.open("probe", "a/b");
    assertReason(misnamed.failure(), "INVALID_OPEN");
    assertThat(invalid() - before).isEqualTo(8);
    IngestClient gap = call();
    gap.open("probe", "gap");
    gap.send(batch(10, 20));
    assertReason(gap.failure(), "INVALID_BATCH");
  }

  private void assertRefused(FrameBatch.Builder batch, String reason) throws InterruptedException {
    IngestClient client = call();
    client.open("probe", "bad");
    client.answer();
    client.send(batch);
    assertReason(client.failure(), reason);
  }

  private double invalid() {
    return metrics.counter("tapline.flowlog.requests.invalid").count();
  }

  @Test
  void the_service_is_ready_when_its_tables_answer() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      var answer =
          http.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("connection log");
      assertThat(answer.body().replaceAll("\\s", ""))
          .contains("\"flowlog-merge\":\"running\"", "\"flowlog-retention\":\"running\"");
    }
  }

  @Test
  void a_token_of_nobody_is_refused() {
    PollChangesRequest request = PollChangesRequest.newBuilder().setToken("czzzzzz").build();
    try {
      var changes = log().pollChanges(request);
      throw new AssertionError("accepted: " + changes);
    } catch (StatusRuntimeException e) {
      assertReason(e, "INVALID_TOKEN");
    }
  }

  private static void assertReason(Throwable failure, String reason) {
    try {
      var details = StatusProto.fromThrowable(failure).getDetailsList();
      assertThat(details.getFirst().unpack(ErrorInfo.class).getReason()).isEqualTo(reason);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
