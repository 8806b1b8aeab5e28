package io.tapline.cli.capture;

import io.tapline.capture.v1.CreateSourceRequest;
import io.tapline.capture.v1.InterfaceSource;
import io.tapline.capture.v1.Source;
import io.tapline.capture.v1.SourceServiceGrpc;
import io.tapline.capture.v1.UdpSource;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapline capture add}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Starts capturing on an interface or a UDP port; survives restarts until it is removed.")
final class AddSourceCommand implements Runnable {
  @ArgGroup(multiplicity = "1")
  Kind kind = new Kind();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the source (default: the interface, or udp-PORT).")
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
      names = "--address",
      paramLabel = "ADDRESS",
      defaultValue = "",
      description = "Address to receive datagrams on (default: loopback).")
  String address;

  @Mixin Output output;
  @Mixin ServerOption server;

  static final class Kind {
    @Parameters(paramLabel = "INTERFACE", description = "Interface to capture on.")
    @Nullable String device;

    @Option(names = "--udp", paramLabel = "PORT", description = "UDP port to receive on.")
    @Nullable Integer udpPort;
  }

  @Override
  public void run() {
    Source made =
        SourceServiceGrpc.newBlockingStub(server.connect())
            .createSource(CreateSourceRequest.newBuilder().setSource(source()).build());
    output.remark("Capturing as source " + made.getName() + ".");
  }

  private Source source() {
    return kind.udpPort == null
        ? interfaceSource(kind.device == null ? "" : kind.device)
        : udpSource(kind.udpPort);
  }

  private Source interfaceSource(String device) {
    return Source.newBuilder()
        .setName(name == null ? device : name)
        .setInterface(
            InterfaceSource.newBuilder()
                .setInterface(device)
                .setBpf(bpf)
                .setSnapLengthBytes(snapLength)
                .setPromiscuous(promiscuous))
        .build();
  }

  private Source udpSource(int port) {
    return Source.newBuilder()
        .setName(name == null ? "udp-" + port : name)
        .setUdp(UdpSource.newBuilder().setAddress(address).setPort(port))
        .build();
  }
}
