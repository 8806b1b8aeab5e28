package io.tapline.cli.events;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tapline events}. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = "What was detected, and whether people should look at it.",
    subcommands = {
      EventsListCommand.class,
      EventsShowCommand.class,
      EventsSearchCommand.class,
      EventsCountCommand.class,
      EventsTopCommand.class,
      EventsTimelineCommand.class,
      EventsDeleteCommand.class,
      EventsImportCommand.class,
      EventsExportCommand.class,
      EventsExplainCommand.class,
      RulesCommand.class,
      GroupsCommand.class,
      FiltersCommand.class,
      ReportsCommand.class,
      EventsWatchCommand.class,
      EventsAckCommand.class,
      EventsCommentCommand.class,
      EventsCloseCommand.class,
      EventsReopenCommand.class,
      EventsHistoryCommand.class,
      ChannelsCommand.class,
      NoticesCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline events list --day today --severity high",
      "  tapline events search --source 192.0.2.0/24 --target-port 22 --from now-7d",
      "  tapline events search --category Test --not category --sort storagetime.asc",
      "  tapline events count --severity high --severity critical --day yesterday",
      "  tapline events top source_ip --class brute-force-ssh --limit 20",
      "  tapline events timeline --step 1h --by category --day today",
      "  tapline events import /var/spool/warden            a Warden file spool, or files",
      "  tapline events export --to-dir /var/spool/out --from yesterday",
      "  tapline events delete --detector org.example.test --yes",
      "  tapline events show 6c1d0e0e-...          with the decision and the IDEA message",
      "  tapline events explain 6c1d0e0e-...       why, for each of its sources",
      "  tapline events rules dry-run ssh --class brute-force-ssh --threshold 1d --days 30",
      "  tapline events groups set abuse@example.org --network 192.0.2.0/24",
      "  tapline events reports run abuse@example.org --severity low --from now-1d --dry-run",
      "  tapline events watch --severity high                     as they come",
      "  tapline events ack 6c1d0e0e-... --text 'on it'",
      "  tapline events close 6c1d0e0e-...",
      "  tapline events channels set ops --kind mail ...",
      "  tapline events notices list --state dead"
    })
public final class EventsCommand implements Runnable {
  @Spec CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(),
        "What with the events? `tapline events --help` lists what can be done.");
  }
}
