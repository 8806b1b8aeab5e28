package io.tapline.cli.search;

import io.grpc.Channel;
import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.PageToken;
import io.tapline.cli.connect.ResumeOptions;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.CompletenessRemark;
import io.tapline.cli.output.Format;
import io.tapline.cli.output.Output;
import io.tapline.cli.output.RowPrinter;
import io.tapline.cli.scope.ScopeArguments;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.ConnectionServiceGrpc;
import io.tapline.flowlog.v1.CountConnectionsRequest;
import io.tapline.flowlog.v1.CountConnectionsResponse;
import io.tapline.flowlog.v1.SearchConnectionsRequest;
import io.tapline.flowlog.v1.SearchConnectionsResponse;
import io.tapline.flowlog.v1.SortOrder;
import io.tapline.flowlog.v1.StreamConnectionsRequest;
import io.tapline.flowlog.v1.StreamConnectionsResponse;
import io.tapline.flowlog.v1.WatchConnectionsRequest;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline search}. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    modelTransformer = ColumnsHelp.class,
    description = "Searches the connection log, newest first.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline search --from now-2h --host 10.0.0.5",
      "  tapline search --day yesterday --service dns --hostname '*.example.com'",
      "  tapline search --count 'server_port = 22 AND conn_state != SF'",
      "  tapline search 'src net 10.0.0.0/8 and dst port in (80, 443) and bytes > 1MB'",
      "  tapline search --exporter 192.0.2.1 --columns"
          + " start,client,server,bytes,exporter,input_interface",
      "  tapline search --follow --service ssh --resume-file token --format json",
      "  tapline search --all --format json --client 10.0.0.0/8 | jq -r .hostname",
      "",
      ColumnsHelp.PLACE,
      "and host, outer_host, port, packets, bytes for both sides. Operators: = != < <= > >= ~ !~ IN"
          + " CONTAINS; AND,",
      "OR, NOT and parentheses (AND and OR are not mixed without them). Addresses match prefixes; *"
          + " is a",
      "wildcard in texts. An address, protocol or host name alone is a term; nfdump's src ip, dst"
          + " port, net",
      "and proto are known, too; netobject = /NetObjects/Office asks by net object (tapline"
          + " catalog).",
      "",
      "Exit code 1: no connection matched."
    })
public final class SearchCommand implements Callable<Integer> {
  private static final int DEFAULT_LIMIT = 100;

  @Mixin ScopeArguments scope;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "Connections printed, at most 1000 a page (default 100; with --follow it does not end).")
  @Nullable Integer limit;

  @Mixin PageToken page;

  @Option(names = "--all", description = "Everything that matches, without pages.")
  boolean all;

  @Option(names = "--oldest-first", description = "Oldest start first instead of newest.")
  boolean oldestFirst;

  @Option(
      names = "--columns",
      paramLabel = "NAME",
      split = ",",
      description =
          "Only these columns, in this order, by the names below. A table shows what matters most;"
              + " tunnel, exporter, translated addresses and firewall only where some row has one.")
  List<String> columns = List.of();

  @Option(names = "--count", description = "Only how many there are, and their packets and bytes.")
  boolean count;

  @Option(
      names = "--follow",
      description =
          "Prints connections as they end, from now on, until it is stopped. Reconnects by itself;"
              + " with --resume-file it goes on where it was.")
  boolean follow;

  @Option(
      names = "--updates",
      description = "With --follow: open connections, too, whenever they changed.")
  boolean updates;

  @Mixin ResumeOptions resume;
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    if (limit != null && limit < 1) {
      throw new CliException(
          ExitCode.USAGE, "--limit is 1 or more; --all prints everything that matches.");
    }
    if (follow) {
      return follow();
    }
    if (updates || resume.isGiven()) {
      throw new CliException(
          ExitCode.USAGE, "--updates, --resume and --resume-file go with --follow.");
    }
    Channel channel = server.connect();
    var stub = ConnectionServiceGrpc.newBlockingStub(channel);
    if (count) {
      return printCount(stub);
    }
    return all || limit() > 1000 ? printAll(stub) : printPage(stub);
  }

  private int limit() {
    return limit == null ? DEFAULT_LIMIT : limit;
  }

  private int follow() {
    if (count || all || oldestFirst || !page.token().isEmpty() || scope.isTimed()) {
      throw new CliException(
          ExitCode.USAGE,
          "--follow begins now, or where --resume says: it goes with a filter, not with times,"
              + " --count, --all, --oldest-first or --page-token.");
    }
    WatchConnectionsRequest request =
        WatchConnectionsRequest.newBuilder().setFilter(scope.filter()).setUpdates(updates).build();
    int most = limit == null ? 0 : limit;
    new Follow(server::connect, request, resume, output.printer(columns()), output, most).run();
    return ExitCode.DONE;
  }

  private int printCount(ConnectionServiceGrpc.ConnectionServiceBlockingStub stub) {
    CountConnectionsResponse answer =
        stub.countConnections(
            CountConnectionsRequest.newBuilder()
                .setInterval(scope.interval())
                .setIntervalMatch(scope.match())
                .setFilter(scope.filter())
                .build());
    output.rows(
        List.of(answer),
        Column.count("connections", CountConnectionsResponse::getConnections),
        Column.count("packets", CountConnectionsResponse::getPackets),
        Column.bytes("bytes", CountConnectionsResponse::getBytes));
    CompletenessRemark.print(answer.getCompleteness(), output);
    return ExitCode.found(answer.getConnections());
  }

  private int printPage(ConnectionServiceGrpc.ConnectionServiceBlockingStub stub) {
    SearchConnectionsResponse answer =
        stub.searchConnections(
            SearchConnectionsRequest.newBuilder()
                .setInterval(scope.interval())
                .setIntervalMatch(scope.match())
                .setFilter(scope.filter())
                .setPageSize(limit())
                .setPageToken(page.token())
                .setOrder(order())
                .build());
    output.rows(answer.getConnectionsList(), columns());
    PageToken.printNext(answer.getNextPageToken(), " (or --all).", output.err());
    CompletenessRemark.print(answer.getCompleteness(), output);
    return found(answer.getConnectionsCount());
  }

  private int printAll(ConnectionServiceGrpc.ConnectionServiceBlockingStub stub) {
    Iterator<StreamConnectionsResponse> answers =
        stub.streamConnections(
            StreamConnectionsRequest.newBuilder()
                .setInterval(scope.interval())
                .setIntervalMatch(scope.match())
                .setFilter(scope.filter())
                .setOrder(order())
                .setLimit(all ? 0 : limit())
                .build());
    RowPrinter<Connection> printer = output.printer(columns());
    long printed = 0;
    while (answers.hasNext()) {
      StreamConnectionsResponse answer = answers.next();
      printer.print(answer.getConnectionsList());
      printed += answer.getConnectionsCount();
      CompletenessRemark.print(answer.getCompleteness(), output);
    }
    printer.finish();
    return found(printed);
  }

  private int found(long connections) {
    if (connections == 0) {
      output.err().println("No connection matched.");
      return ExitCode.NOTHING_FOUND;
    }
    return ExitCode.DONE;
  }

  private List<Column<Connection>> columns() {
    if (!columns.isEmpty()) {
      return ConnectionColumns.named(columns, scope);
    }
    return output.format() == Format.TABLE
        ? ConnectionColumns.table(scope)
        : ConnectionColumns.all(scope);
  }

  private SortOrder order() {
    return oldestFirst ? SortOrder.SORT_ORDER_OLDEST_FIRST : SortOrder.SORT_ORDER_NEWEST_FIRST;
  }
}
