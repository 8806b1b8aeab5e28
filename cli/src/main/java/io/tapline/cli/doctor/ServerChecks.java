package io.tapline.cli.doctor;

import com.google.protobuf.Timestamp;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tapline.capture.v1.Interface;
import io.tapline.capture.v1.ListInterfacesRequest;
import io.tapline.capture.v1.ListInterfacesResponse;
import io.tapline.capture.v1.SourceServiceGrpc;
import io.tapline.cli.connect.AllPages;
import io.tapline.cli.connect.ServerError;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.connect.Servers;
import io.tapline.cli.output.Units;
import io.tapline.cli.time.Times;
import io.tapline.eventstore.v1.EventServiceGrpc;
import io.tapline.eventstore.v1.SearchEventsRequest;
import io.tapline.flowlog.v1.GetLogStatusRequest;
import io.tapline.flowlog.v1.LogServiceGrpc;
import io.tapline.flowlog.v1.LogStatus;
import io.tapline.report.v1.ListReportsRequest;
import io.tapline.report.v1.ListReportsResponse;
import io.tapline.report.v1.ReportDescription;
import io.tapline.report.v1.ReportServiceGrpc;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What the server says about itself: one small question to each service, which takes its database
 * along.
 */
final class ServerChecks {
  private static final String START =
      "start it with `tapline up`, or say where it is with --server";
  private static final String TOKEN =
      "show a token: --token-file FILE or TAPLINE_TOKEN_FILE (`tapline token create` makes one)";
  private static final long LIMIT_SECONDS = 5;
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private static final String APART =
      "where the services run apart, --server names each: capture=HOST:PORT,flowlog=HOST:PORT,...";

  private final String address;
  private final Servers servers;
  private final Channel channel;

  ServerChecks(ServerOption server) {
    this.address = server.address();
    this.servers = server.servers();
    this.channel = server.connect();
  }

  List<Finding> all() {
    Finding capture = check("capture", this::askCapture);
    if (!servers.several() && capture.advice().equals(START)) {
      return List.of(
          Finding.broken("server", address + ": " + capture.found(), START),
          LocalChecks.port("console port", 8080, "--http-port"),
          LocalChecks.port("gRPC port", 9000, "--grpc-port"));
    }
    List<Finding> findings = services(capture);
    if (findings.stream().allMatch(finding -> finding.advice().equals(APART))) {
      return List.of(Finding.broken("server", address + " is no Tapline", START));
    }
    if (!servers.several()) {
      findings.addFirst(Finding.ok("server", address + " answers"));
    }
    return findings;
  }

  private List<Finding> services(Finding capture) {
    List<Finding> findings = new ArrayList<>();
    findings.add(capture);
    Finding flowlog = check("flowlog", this::askFlowlog);
    findings.add(flowlog);
    if (flowlog.verdict() != Verdict.BROKEN && !flowlog.advice().equals(APART)) {
      findings.add(check("flowlog", () -> RetentionCheck.of(logStatus().getRetention())));
    }
    findings.add(check("report", this::askReport));
    findings.add(check("eventstore", this::askEventStore));
    return findings;
  }

  private Finding check(String service, Supplier<Finding> question) {
    if (servers.addressOf(service).isEmpty()) {
      return Finding.limited(service, "--server does not name it", APART);
    }
    try {
      return question.get();
    } catch (StatusRuntimeException e) {
      return failed(service, e);
    }
  }

  private Finding failed(String service, StatusRuntimeException failure) {
    if (failure.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
      return Finding.limited(
          service, "not at " + servers.addressOf(service).orElse(address), APART);
    }
    ServerError error = ServerError.of(failure);
    return Finding.broken(service, error.sentence(), advice(error));
  }

  private static String advice(ServerError error) {
    if (error.tls()) {
      return "see docs/secure.md, TLS";
    }
    if (error.unreachable()) {
      return START;
    }
    return error.code() == Status.Code.UNAUTHENTICATED ? TOKEN : "see the log of the server";
  }

  private Finding askCapture() {
    List<Interface> interfaces =
        AllPages.rows(
            SourceServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS)
                ::listInterfaces,
            ListInterfacesRequest.getDefaultInstance(),
            ListInterfacesResponse::getInterfacesList);
    long capturable = interfaces.stream().filter(Interface::getCapturable).count();
    String found = capturable + " of " + interfaces.size() + " interfaces can be captured";
    return capturable > 0
        ? Finding.ok("capture", found)
        : Finding.limited("capture", found, "`tapline capture interfaces` says what is missing");
  }

  private Finding askFlowlog() {
    LogStatus status = logStatus();
    String found =
        "%,d connections, %s in %,d segments"
            .formatted(
                status.getConnections(),
                Units.bytes(status.getStoredBytes()),
                status.getSegments());
    return status.hasLastEndTime() && ahead(status.getLastEndTime())
        ? Finding.limited(
            "flowlog",
            found,
            "the log ends in the future: check the clocks of this machine and of the sensors")
        : Finding.ok("flowlog", found);
  }

  private LogStatus logStatus() {
    return LogServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS)
        .getLogStatus(GetLogStatusRequest.getDefaultInstance());
  }

  private Finding askReport() {
    List<ReportDescription> reports =
        AllPages.rows(
            ReportServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS)
                ::listReports,
            ListReportsRequest.getDefaultInstance(),
            ListReportsResponse::getReportsList);
    return Finding.ok("report", reports.size() + " reports");
  }

  private Finding askEventStore() {
    int events =
        EventServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS)
            .searchEvents(SearchEventsRequest.newBuilder().setPageSize(1).build())
            .getEventsCount();
    return Finding.ok("eventstore", events == 0 ? "no events yet" : "holds events");
  }

  private static boolean ahead(Timestamp time) {
    return Times.instant(time).isAfter(Instant.now().plus(CLOCK_TOLERANCE));
  }
}
