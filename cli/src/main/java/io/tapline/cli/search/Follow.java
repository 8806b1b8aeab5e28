package io.tapline.cli.search;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.tapline.cli.connect.ResumeOptions;
import io.tapline.cli.output.Output;
import io.tapline.cli.output.RowPrinter;
import io.tapline.cli.time.Times;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.ConnectionWatchServiceGrpc;
import io.tapline.flowlog.v1.WatchConnectionsRequest;
import io.tapline.flowlog.v1.WatchConnectionsResponse;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** Prints connections as they become durable; reconnects by itself. */
final class Follow {
  private final Supplier<Channel> server;
  private final WatchConnectionsRequest request;
  private final ResumeOptions resume;
  private final RowPrinter<Connection> printer;
  private final Output output;
  private long left;

  /**
   * @param request without a token
   * @param limit of connections; 0: none
   */
  Follow(
      Supplier<Channel> server,
      WatchConnectionsRequest request,
      ResumeOptions resume,
      RowPrinter<Connection> printer,
      Output output,
      long limit) {
    this.server = server;
    this.request = request;
    this.resume = resume;
    this.printer = printer;
    this.output = output;
    this.left = limit == 0 ? Long.MAX_VALUE : limit;
  }

  /** Returns when the limit is reached. */
  void run() {
    resume.begin();
    while (left > 0) {
      try {
        attempt();
      } catch (StatusRuntimeException lost) {
        resume.pause(lost);
      }
    }
  }

  private void attempt() {
    Iterator<WatchConnectionsResponse> responses =
        ConnectionWatchServiceGrpc.newBlockingStub(server.get())
            .watchConnections(request.toBuilder().setResumeToken(resume.token()).build());
    while (left > 0 && responses.hasNext()) {
      take(responses.next());
    }
  }

  /** A table would wait for more rows, so each response is the end of one. */
  private void take(WatchConnectionsResponse response) {
    remarkSkipped(response);
    List<Connection> connections = response.getConnectionsList();
    List<Connection> wanted = connections.subList(0, (int) Math.min(left, connections.size()));
    printer.print(wanted);
    printer.finish();
    left -= wanted.size();
    resume.passed(response.getResumeToken());
  }

  private void remarkSkipped(WatchConnectionsResponse response) {
    if (response.getSkippedConnections() > 0) {
      output
          .err()
          .printf(
              "Skipped %d connections, whether or not they match; search --started --from %s --to"
                  + " %s finds them.%n",
              response.getSkippedConnections(),
              Times.exact(response.getSkippedInterval().getStartTime()),
              Times.exact(response.getSkippedInterval().getEndTime()));
      output.err().flush();
    }
  }
}
