package io.tapline.report.fwctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.type.Interval;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.tapline.flowlog.v1.IntervalMatch;
import io.tapline.flowlog.v1.SortOrder;
import io.tapline.flowlog.v1.StreamConnectionsRequest;
import io.tapline.report.Reason;
import io.tapline.report.v1.FirewallReportFamily;
import io.tapline.report.v1.FirewallReportHeader;
import io.tapline.report.v1.FirewallReportLog;
import io.tapline.report.v1.FirewallReportServiceGrpc;
import io.tapline.report.v1.FirewallReportTotals;
import io.tapline.report.v1.RunFirewallReportRequest;
import io.tapline.report.v1.RunFirewallReportResponse;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Statuses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A report over real gRPC, and what is refused. */
class FirewallReportStreamTest {
  private static final int SPLIT_BYTES = 7;

  private final FakeLog log = new FakeLog();
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws IOException {
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server =
        NettyServerBuilder.forAddress(loopback)
            .addService(new FirewallReportEndpoint(log))
            .build()
            .start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void chunks_may_split_lines_anywhere_and_the_last_line_needs_no_newline() {
    String lines =
        """
        1000|DENY|eth0||input|6|tcp|10.0.0.1||||1||10.0.0.2||||80|http
        2000|DENY|eth0||input|6|tcp|10.0.0.1||||1||10.0.0.2||||80|http
        2001|DENY|eth0||input|17|udp|10.0.0.1||||1||10.0.0.2||||53|domain""";
    List<RunFirewallReportResponse> answers = run(header("120"), lines).join();
    assertThat(answers).hasSize(3);
    assertThat(answers.get(0).getRow().getDstServ()).isEqualTo("http");
    assertThat(answers.get(0).getRow().getCount()).isEqualTo(2);
    assertThat(answers.get(1).getRow().getDstServ()).isEqualTo("domain");
    assertThat(answers.get(2).getTotals().getRecords()).isEqualTo(3);
  }

  @Test
  void pages_come_as_text() {
    String lines = "1000|DENY|eth0||input|6|tcp|10.0.0.1||||1||10.0.0.2||||80|http\n";
    List<RunFirewallReportResponse> answers =
        run(header("").toBuilder().setPages(true).build(), lines).join();
    assertThat(answers.getFirst().getPage())
        .startsWith("Service Summary                 1970.01.01 00:16 - 1970.01.01 00:16    1\n")
        .endsWith("tcp(http)" + " ".repeat(62) + "1\n");
    assertThat(run(header("").toBuilder().setPages(true).build(), "").join().getFirst().getPage())
        .contains("NO RECORDS");
  }

  @Test
  void a_length_that_is_none_is_refused_before_any_line_is_read() {
    assertRefused(run(header("banana"), ""), Reason.INVALID_INTERVAL);
  }

  @Test
  void a_call_without_a_header_is_refused() {
    Answers answers = new Answers();
    requests(answers).onCompleted();
    assertRefused(answers.all, Reason.INVALID_PARAMETER);
  }

  @Test
  void a_second_header_is_refused() {
    Answers answers = new Answers();
    StreamObserver<RunFirewallReportRequest> requests = requests(answers);
    requests.onNext(RunFirewallReportRequest.newBuilder().setHeader(header("")).build());
    requests.onNext(RunFirewallReportRequest.newBuilder().setHeader(header("")).build());
    assertRefused(answers.all, Reason.INVALID_PARAMETER);
  }

  @Test
  void a_report_over_the_log_is_made_of_its_connections() {
    log.add(1000, "10.0.0.1", "10.0.0.2", 80, "http");
    log.add(1060, "10.0.0.1", "10.0.0.2", 80, "http");
    log.add(1120, "10.0.0.1", "10.0.0.2", 80, "http");
    log.add(1121, "10.0.0.1", "10.0.0.2", 8123, "unknown");
    List<RunFirewallReportResponse> answers = run(overLog(""), "").join();
    assertThat(answers).hasSize(3);
    assertThat(answers.get(0).getRow().getDstServ()).isEqualTo("http");
    assertThat(answers.get(0).getRow().getCount()).isEqualTo(2);
    assertThat(answers.get(1).getRow().getDstServ()).isEmpty();
    assertThat(answers.get(1).getRow().getDstPort()).isEqualTo(8123);
    FirewallReportTotals totals = answers.get(2).getTotals();
    assertThat(totals.getRecords()).isEqualTo(3);
    assertThat(totals.getLines()).isEqualTo(4);
    assertThat(totals.getCompleteness()).isEqualTo(FakeLog.COMPLETENESS);
  }

  @Test
  void the_log_is_asked_for_the_period_and_what_matches() {
    FirewallReportHeader header =
        overLog("service = http").toBuilder()
            .setStart("2000-01-01 00:00")
            .setPeriod("1 day")
            .build();
    run(header, "").join();
    StreamConnectionsRequest asked = log.asked();
    assertThat(asked.getFilter()).isEqualTo("service = http");
    assertThat(asked.getInterval().getStartTime().getSeconds()).isEqualTo(946_684_800);
    assertThat(asked.getInterval().getEndTime().getSeconds()).isEqualTo(946_684_800 + 86_401);
    assertThat(asked.getOrder()).isEqualTo(SortOrder.SORT_ORDER_OLDEST_FIRST);
    assertThat(asked.getIntervalMatch()).isEqualTo(IntervalMatch.INTERVAL_MATCH_STARTED);
  }

  @Test
  void without_a_start_a_period_begins_at_the_first_connection() {
    log.add(1000, "10.0.0.1", "10.0.0.2", 80, "http");
    log.add(9000, "10.0.0.1", "10.0.0.2", 80, "http");
    var answers = run(overLog("").toBuilder().setPeriod("1 hour").build(), "").join();
    assertThat(log.asked().getInterval()).isEqualTo(Interval.getDefaultInstance());
    assertThat(answers.getFirst().getRow().getCount()).isEqualTo(1);
  }

  @Test
  void a_report_is_over_files_or_over_the_log() {
    assertRefused(run(overLog(""), "1000|DENY|"), Reason.INVALID_PARAMETER);
  }

  @Test
  void what_the_log_refuses_is_passed_on() {
    log.refuse(new Refusal(Reason.LOG_UNAVAILABLE, "The connection log cannot be reached."));
    assertRefused(run(overLog(""), ""), Reason.LOG_UNAVAILABLE);
  }

  private static FirewallReportHeader overLog(String filter) {
    return header("120").toBuilder()
        .setLog(FirewallReportLog.newBuilder().setFilter(filter))
        .build();
  }

  private static void assertRefused(
      CompletableFuture<List<RunFirewallReportResponse>> answers, Reason reason) {
    assertThatThrownBy(() -> answers.orTimeout(20, TimeUnit.SECONDS).join())
        .isInstanceOfSatisfying(
            CompletionException.class,
            failure -> {
              Refusal refusal = Statuses.refusal(Objects.requireNonNull(failure.getCause()));
              assertThat(refusal.reason().name()).isEqualTo(reason.name());
              assertThat(refusal.reason().domain()).isEqualTo("report.tapline");
            });
  }

  private static FirewallReportHeader header(String threshold) {
    return FirewallReportHeader.newBuilder()
        .setFamily(FirewallReportFamily.FIREWALL_REPORT_FAMILY_SERVICE)
        .setSummary(true)
        .setThreshold(threshold)
        .build();
  }

  private CompletableFuture<List<RunFirewallReportResponse>> run(
      FirewallReportHeader header, String lines) {
    Answers answers = new Answers();
    StreamObserver<RunFirewallReportRequest> requests = requests(answers);
    requests.onNext(RunFirewallReportRequest.newBuilder().setHeader(header).build());
    for (int from = 0; from < lines.length(); from += SPLIT_BYTES) {
      String part = lines.substring(from, Math.min(lines.length(), from + SPLIT_BYTES));
      requests.onNext(
          RunFirewallReportRequest.newBuilder().setChunk(ByteString.copyFromUtf8(part)).build());
    }
    requests.onCompleted();
    return answers.all.orTimeout(20, TimeUnit.SECONDS);
  }

  private StreamObserver<RunFirewallReportRequest> requests(Answers answers) {
    return FirewallReportServiceGrpc.newStub(channel).runFirewallReport(answers);
  }

  private static final class Answers implements StreamObserver<RunFirewallReportResponse> {
    final CompletableFuture<List<RunFirewallReportResponse>> all = new CompletableFuture<>();
    private final List<RunFirewallReportResponse> received = new ArrayList<>();

    @Override
    public void onNext(RunFirewallReportResponse answer) {
      received.add(answer);
    }

    @Override
    public void onError(Throwable failure) {
      all.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      all.complete(received);
    }
  }
}
