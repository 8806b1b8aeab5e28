package io.tapline.cli.pcap;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tapline pcap}. */
@Command(
    name = "pcap",
    mixinStandardHelpOptions = true,
    description = {
      "Capture files, without a server: what times they cover, packets of an interval, segments.",
      "Reads pcap and pcapng; the options are those of AIT's ait-pcap and ait-pcap-segment."
    },
    subcommands = {PcapTimesCommand.class, PcapQueryCommand.class, PcapSegmentCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline pcap times --tol 60 captures/",
      "  tapline pcap query --stime 2026-03-01T10:00:00Z --etime 2026-03-01T10:05:00Z -o five.pcap *.pcap",
      "  tapline pcap segment -s 3600 'hour-%%Y%%m%%dT%%H.pcap' day.pcap",
      "",
      "To put such files into the connection log: tapline import FILE..."
    })
public final class PcapCommand implements Runnable {
  @Spec CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "What with the files: times, query or segment?");
  }
}
