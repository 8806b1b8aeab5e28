package io.tapline.cli.packets;

import io.tapline.capture.v1.FetchPacketsRequest;
import io.tapline.capture.v1.FetchPacketsResponse;
import io.tapline.capture.v1.FetchPacketsSummary;
import io.tapline.capture.v1.FrameServiceGrpc;
import io.tapline.capture.v1.PacketEndpoint;
import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.cli.scope.IntervalOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline packets}. */
@Command(
    name = "packets",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes the packets of a host, of two hosts or of a connection to a pcapng file: what the",
      "sensor still has of its live sources, of an import or of a handler's files."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline packets 10.0.0.5:51000 192.0.2.9:443 --protocol tcp -o one.pcapng",
      "  tapline packets 10.0.0.5 --from now-10m -o host.pcapng",
      "  tapline packets 10.0.0.5 --source trace.pcap -o host.pcapng     from an import",
      "  tapline packets '[2001:db8::1]:53' --handler day -o dns.pcapng  from its files"
    })
public final class PacketsCommand implements Callable<Integer> {
  @Spec CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "ADDRESS[:PORT]",
      description = "One end of the packets; IPv6 with a port in brackets.")
  String first;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ADDRESS[:PORT]",
      description = "The other end (default: any).")
  @Nullable String second;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "File to write; it appears when it is whole.")
  Path target;

  @Option(names = "--overwrite", description = "Replace the file if it exists.")
  boolean overwrite;

  @Option(
      names = "--protocol",
      paramLabel = "NAME|NUMBER",
      description = "Only this protocol: tcp, udp, icmp, icmpv6, sctp, gre, ... (default: any).")
  @Nullable String protocol;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Source, live or imported (default: every live one).")
  String source;

  @Option(
      names = "--handler",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Read the files of this handler instead.")
  String handler;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Packets at most (default ${DEFAULT-VALUE}).")
  int limit;

  @Mixin IntervalOptions interval;
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    FetchPacketsRequest request = request();
    if (Files.exists(target) && !overwrite) {
      throw new CliException(ExitCode.USAGE, target + " exists; --overwrite replaces it.");
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      FetchPacketsSummary summary = write(request, part);
      if (summary.getPackets() > 0) {
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      }
      report(summary);
      return ExitCode.found(summary.getPackets());
    } catch (IOException e) {
      throw new CliException(
          ExitCode.USAGE, "Cannot write %s: %s".formatted(target, e.getMessage()));
    } finally {
      discard(part);
    }
  }

  private FetchPacketsRequest request() {
    FetchPacketsRequest.Builder request =
        FetchPacketsRequest.newBuilder()
            .setInterval(interval.interval())
            .setFirst(endpoint(first))
            .setSource(source)
            .setHandler(handler)
            .setMaxPackets(limit);
    if (second != null) {
      request.setSecond(endpoint(second));
    }
    if (protocol != null) {
      request.setProtocol(
          ProtocolNumber.parse(protocol)
              .orElseThrow(() -> usage("'" + protocol + "' is not a protocol: use tcp or 6.")));
    }
    return request.build();
  }

  private PacketEndpoint endpoint(String text) {
    return EndpointText.parse(text)
        .orElseThrow(() -> usage("'" + text + "' is not ADDRESS, ADDRESS:PORT or [ADDRESS]:PORT."));
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }

  private FetchPacketsSummary write(FetchPacketsRequest request, Path part) throws IOException {
    Iterator<FetchPacketsResponse> answers =
        FrameServiceGrpc.newBlockingStub(server.connect()).fetchPackets(request);
    FetchPacketsSummary summary = FetchPacketsSummary.getDefaultInstance();
    try (OutputStream out = Files.newOutputStream(part)) {
      while (answers.hasNext()) {
        FetchPacketsResponse answer = answers.next();
        if (answer.hasSummary()) {
          summary = answer.getSummary();
        } else {
          answer.getChunk().writeTo(out);
        }
      }
    }
    return summary;
  }

  private void report(FetchPacketsSummary summary) {
    summary.getFailuresList().forEach(failure -> output.remark("Left out: " + failure));
    if (summary.getTruncated()) {
      output.remark("There are more packets: --limit ended it.");
    }
    output.remark(
        summary.getPackets() == 0
            ? "There is no such packet in what the sensor has."
            : "%,d packets in %s.".formatted(summary.getPackets(), target));
  }

  private void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      output.remark(part + " is left over: " + e.getMessage());
    }
  }
}
