package io.tapline.cli.capture;

import io.tapline.capture.v1.CreateSourceRequest;
import io.tapline.capture.v1.InterfaceSource;
import io.tapline.capture.v1.Source;
import io.tapline.capture.v1.SourceServiceGrpc;
import io.tapline.capture.v1.TcpSource;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Format;
import io.tapline.cli.output.Output;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline capture add}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Starts capturing on an interface, a UDP port or a TCP connection; survives restarts until it"
            + " is removed.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline capture add eth0 --bpf 'not port 22'           what crosses an interface",
      "  tapline capture add routers --udp 2055                 NetFlow, IPFIX, sFlow, firewall"
          + " logs",
      "  tapline capture add telemetry --udp 4000 --as packets --group 239.1.2.3@eth0",
      "  tapline capture add edge --udp 4000 --as netflow --address 192.168.1.5",
      "  tapline capture add telemetry --tcp 10.0.0.7:8125      a byte stream, for handlers",
      "  tapline capture add firewall --udp 5140 --as syslog --zone Europe/Prague"
    })
final class AddSourceCommand implements Runnable {
  @Parameters(
      arity = "0..1",
      paramLabel = "INTERFACE|NAME",
      description = "Interface to capture on; with --udp or --tcp the name of the source.")
  @Nullable String target;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the source (default: the interface, udp-PORT or tcp-PORT).")
  @Nullable String name;

  @Option(
      names = "--bpf",
      paramLabel = "EXPRESSION",
      defaultValue = "",
      description = "Only frames that match (pcap-filter syntax).")
  String bpf;

  @Option(
      names = "--snap-length",
      paramLabel = "BYTES",
      defaultValue = "0",
      description = "Bytes kept of each frame (default 65535).")
  int snapLength;

  @Option(names = "--promiscuous", description = "Also frames for others.")
  boolean promiscuous;

  @Option(
      names = "--ether-type",
      paramLabel = "NUMBER",
      defaultValue = "0",
      converter = DecodedNumber.class,
      description = "Only frames of this EtherType, for example 0x0800 (default: all).")
  int etherType;

  @Mixin UdpOptions udp;
  @Mixin TcpOptions tcp;
  @Mixin Output output;
  @Mixin ServerOption server;
  @Spec CommandSpec command;

  @Override
  public void run() {
    Source made =
        SourceServiceGrpc.newBlockingStub(server.connect())
            .createSource(CreateSourceRequest.newBuilder().setSource(source()).build());
    if (output.format() != Format.TABLE) {
      output.rows(List.of(made), ListSourcesCommand.columns());
    }
    output.remark("Capturing as source " + made.getName() + ".");
    made.getWarningsList().forEach(warning -> output.remark("Warning: " + warning));
    if (made.hasUdp()) {
      output.remark(udp.remark(made.getUdp()));
    }
    if (made.hasTcp()) {
      output.remark(
          "It connects again whenever the connection ends; `tapline capture list` shows how it is."
              + " Nothing is decoded: `tapline capture handler add` writes what comes to files.");
    }
  }

  private Source source() {
    if (tcp.given()) {
      return tcpSource();
    }
    udp.check(command.commandLine());
    return udp.given() ? udpSource() : interfaceSource();
  }

  private Source interfaceSource() {
    if (target == null) {
      throw new ParameterException(
          command.commandLine(), "What to capture: an INTERFACE, --udp PORT or --tcp HOST:PORT?");
    }
    return Source.newBuilder()
        .setName(name == null ? target : name)
        .setInterface(
            InterfaceSource.newBuilder()
                .setInterface(target)
                .setBpf(bpf)
                .setSnapLengthBytes(snapLength)
                .setPromiscuous(promiscuous)
                .setProtocol(etherType))
        .build();
  }

  private Source tcpSource() {
    CommandLine line = command.commandLine();
    if (udp.asked() || !bpf.isEmpty() || snapLength != 0 || promiscuous || etherType != 0) {
      throw new ParameterException(
          line,
          "--tcp goes with --name alone: a byte stream has no packets, datagrams or log lines that"
              + " could be told apart, filtered or decoded.");
    }
    TcpSource source = tcp.source(line);
    String named = target == null ? "tcp-" + source.getPort() : target;
    return Source.newBuilder().setName(name == null ? named : name).setTcp(source).build();
  }

  private Source udpSource() {
    String named = target == null ? "udp-" + udp.port() : target;
    return Source.newBuilder().setName(name == null ? named : name).setUdp(udp.source()).build();
  }
}
