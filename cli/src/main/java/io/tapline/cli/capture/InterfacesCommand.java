package io.tapline.cli.capture;

import io.tapline.capture.v1.Interface;
import io.tapline.capture.v1.ListInterfacesRequest;
import io.tapline.capture.v1.ListInterfacesResponse;
import io.tapline.capture.v1.SourceServiceGrpc;
import io.tapline.cli.connect.AllPages;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.Format;
import io.tapline.cli.output.Output;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline capture interfaces}. */
@Command(
    name = "interfaces",
    mixinStandardHelpOptions = true,
    description = "Lists the interfaces that the server sees, and whether it may capture there.")
final class InterfacesCommand implements Runnable {
  /** What libpcap lists beside the network's interfaces. */
  private static final Pattern OTHER =
      Pattern.compile("bluetooth.*|dbus-.*|nflog.*|nfqueue.*|usbmon.*");

  @Option(
      names = "--all",
      description = "In the table also what is not a network interface (usbmon, dbus ...).")
  boolean all;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    List<Interface> found =
        AllPages.rows(
            SourceServiceGrpc.newBlockingStub(server.connect())::listInterfaces,
            ListInterfacesRequest.getDefaultInstance(),
            ListInterfacesResponse::getInterfacesList);
    List<Interface> shown = found.stream().filter(this::shows).sorted(usefulFirst()).toList();
    print(shown);
    if (shown.size() < found.size()) {
      output.remark(found.size() - shown.size() + " that are not network interfaces: --all.");
    }
  }

  private boolean shows(Interface row) {
    return all || output.format() != Format.TABLE || !OTHER.matcher(row.getName()).matches();
  }

  private static Comparator<Interface> usefulFirst() {
    return Comparator.comparing(Interface::getCapturable)
        .thenComparing(Interface::getUp)
        .reversed()
        .thenComparing(Interface::getName);
  }

  private void print(List<Interface> rows) {
    output.rows(
        rows,
        Column.text("name", Interface::getName),
        Column.flag("up", Interface::getUp),
        Column.flag("loopback", Interface::getLoopback),
        Column.flag("capturable", Interface::getCapturable),
        Column.text("addresses", row -> String.join(" ", row.getAddressesList())),
        Column.text("missing", Interface::getCapturableReason));
  }
}
