package io.tapline.cli.capture;

import io.tapline.capture.v1.Interface;
import io.tapline.capture.v1.ListInterfacesRequest;
import io.tapline.capture.v1.SourceServiceGrpc;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline capture interfaces}. */
@Command(
    name = "interfaces",
    mixinStandardHelpOptions = true,
    description = "Lists the interfaces that the server sees, and whether it may capture there.")
final class InterfacesCommand implements Runnable {
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    output.rows(
        SourceServiceGrpc.newBlockingStub(server.connect())
            .listInterfaces(ListInterfacesRequest.getDefaultInstance())
            .getInterfacesList(),
        Column.text("name", Interface::getName),
        Column.flag("up", Interface::getUp),
        Column.flag("loopback", Interface::getLoopback),
        Column.flag("capturable", Interface::getCapturable),
        Column.text("addresses", row -> String.join(" ", row.getAddressesList())),
        Column.text("missing", Interface::getCapturableReason));
  }
}
