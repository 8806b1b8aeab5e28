package io.tapline.cli.capture;

import io.tapline.capture.v1.ListSourcesRequest;
import io.tapline.capture.v1.ListSourcesResponse;
import io.tapline.capture.v1.Source;
import io.tapline.capture.v1.SourceServiceGrpc;
import io.tapline.capture.v1.SourceStatistics;
import io.tapline.capture.v1.TcpConnection;
import io.tapline.capture.v1.UdpSource;
import io.tapline.cli.connect.AllPages;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.encoding.ReadAs;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.EnumWord;
import io.tapline.cli.output.Output;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline capture list}. */
@Command(
    name = "list",
    aliases = "stats",
    mixinStandardHelpOptions = true,
    description = "Lists the sources with their counters.")
final class ListSourcesCommand implements Runnable {
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    List<Source> sources =
        AllPages.rows(
            SourceServiceGrpc.newBlockingStub(server.connect())::listSources,
            ListSourcesRequest.getDefaultInstance(),
            ListSourcesResponse::getSourcesList);
    output.rows(sources, columns());
  }

  /** What is printed of a source, wherever one is. */
  static List<Column<Source>> columns() {
    return List.of(
        Column.text("name", Source::getName),
        Column.text("kind", ListSourcesCommand::kind),
        Column.text("state", ListSourcesCommand::state),
        count("frames", SourceStatistics::getFrames),
        Column.bytes("bytes", row -> row.getStatistics().getBytes()),
        count("acknowledged", SourceStatistics::getAcknowledgedFrames),
        count("kernel_dropped", SourceStatistics::getKernelDroppedFrames),
        count("interface_dropped", SourceStatistics::getInterfaceDroppedFrames),
        count("spool_dropped", SourceStatistics::getSpoolDroppedFrames),
        count("own_frames", SourceStatistics::getOwnFrames),
        Column.bytes("spooled", row -> row.getStatistics().getSpooledBytes()),
        Column.text("connection", ListSourcesCommand::connectionState).asOptional(),
        ofConnection("connects", TcpConnection::getConnects),
        ofConnection("failed_connects", TcpConnection::getFailedConnects),
        ofConnection("ended_by_peer", TcpConnection::getEndedByPeer),
        ofConnection("broken", TcpConnection::getBroken),
        Column.text("reason", ListSourcesCommand::reason),
        Column.text("log_name", Source::getLogName));
  }

  private static Column<Source> count(String name, Function<SourceStatistics, Long> counter) {
    return Column.count(name, row -> counter.apply(row.getStatistics()));
  }

  /** A counter of TCP sources, for JSON and CSV alone. */
  private static Column<Source> ofConnection(String name, Function<TcpConnection, Long> counter) {
    return new Column<>(
        name,
        true,
        row -> row.hasTcp() ? counter.apply(row.getTcp().getConnection()) : null,
        _ -> "",
        true);
  }

  private static String connectionState(Source source) {
    return source.hasTcp() ? EnumWord.of(source.getTcp().getConnection().getState()) : "";
  }

  /** Why a source failed, or why a TCP source is not connected. */
  private static String reason(Source source) {
    return source.getStateReason().isEmpty()
        ? source.getTcp().getConnection().getLastError()
        : source.getStateReason();
  }

  private static String kind(Source source) {
    return switch (source.getKindCase()) {
      case INTERFACE -> "interface " + source.getInterface().getInterface();
      case UDP -> udp(source.getUdp());
      case TCP -> "tcp " + source.getTcp().getHost() + ":" + source.getTcp().getPort();
      case FILE -> "file " + source.getFile().getFileName();
      case KIND_NOT_SET -> "";
    };
  }

  private static String udp(UdpSource udp) {
    ReadAs readAs = ReadAs.of(udp.getEncoding().getKind());
    String what = readAs == ReadAs.PACKETS ? "" : " " + readAs.name().toLowerCase(Locale.ROOT);
    String group =
        udp.getMulticastGroup().isEmpty()
            ? ""
            : " group " + udp.getMulticastGroup() + "@" + udp.getMulticastInterface();
    return "udp " + udp.getPort() + what + group;
  }

  private static String state(Source source) {
    return EnumWord.of(source.getState());
  }
}
