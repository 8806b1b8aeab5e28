package io.tapline.cli.events;

import io.tapline.cli.scope.IntervalOptions;
import io.tapline.eventstore.v1.EventQuery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which events are meant; all must match, repeated ones match any value. */
final class EventQueryOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Mixin IntervalOptions times;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Source or target: address, prefix or range a-b; repeatable, as all below.")
  List<String> hosts = new ArrayList<>();

  @Option(names = "--source", paramLabel = "ADDRESS", description = "Source.")
  List<String> sources = new ArrayList<>();

  @Option(names = "--target", paramLabel = "ADDRESS", description = "Target.")
  List<String> targets = new ArrayList<>();

  @Option(names = "--port", paramLabel = "PORT", description = "Port of a source or target.")
  List<Integer> ports = new ArrayList<>();

  @Option(names = "--source-port", paramLabel = "PORT", description = "Port of a source.")
  List<Integer> sourcePorts = new ArrayList<>();

  @Option(names = "--target-port", paramLabel = "PORT", description = "Port of a target.")
  List<Integer> targetPorts = new ArrayList<>();

  @Option(names = "--protocol", paramLabel = "NAME", description = "Protocol, such as tcp or ssh.")
  List<String> protocols = new ArrayList<>();

  @Option(names = "--category", paramLabel = "NAME", description = "IDEA category.")
  List<String> categories = new ArrayList<>();

  @Option(names = "--class", paramLabel = "NAME", description = "Event class.")
  List<String> classes = new ArrayList<>();

  @Option(
      names = "--severity",
      paramLabel = "LEVEL",
      description = "info, low, medium, high, critical.")
  List<String> severities = new ArrayList<>();

  @Option(names = "--detector", paramLabel = "NAME", description = "Node that detected it.")
  List<String> detectors = new ArrayList<>();

  @Option(names = "--group", paramLabel = "NAME", description = "Abuse group.")
  List<String> groups = new ArrayList<>();

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      description = "new, thresholded or relapsed.")
  List<String> outcomes = new ArrayList<>();

  @Option(names = "--state", paramLabel = "STATE", description = "open, acknowledged or closed.")
  List<String> states = new ArrayList<>();

  @Option(
      names = "--description",
      paramLabel = "TEXT",
      description = "Part of the description, in any case.")
  @Nullable String description;

  @Option(
      names = "--not",
      paramLabel = "OPTION",
      description =
          "Turns one of protocol, category, class, severity, detector, group round: "
              + "--category Test --not category is every event that is no test.")
  List<Negated> negated = new ArrayList<>();

  @Option(
      names = "--query-name",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Names the query on the server, so that it can be found and cancelled there.")
  String queryName;

  /** What {@code --not} can turn round. */
  enum Negated {
    PROTOCOL,
    CATEGORY,
    CLASS,
    SEVERITY,
    DETECTOR,
    GROUP
  }

  EventQuery query() {
    EventQuery.Builder query = query(EventQuery.newBuilder());
    negated.forEach(option -> negate(query, option));
    return query.build();
  }

  private EventQuery.Builder query(EventQuery.Builder query) {
    if (!times.interval().equals(times.interval().getDefaultInstanceForType())) {
      query.setDetectInterval(times.interval());
    }
    query.addAllHostAddrs(hosts).addAllSourceAddrs(sources).addAllTargetAddrs(targets);
    query.addAllHostPorts(ports).addAllSourcePorts(sourcePorts).addAllTargetPorts(targetPorts);
    query.addAllProtocols(protocols).addAllCategories(categories).addAllClasses(classes);
    query.addAllSeverities(severities).addAllDetectors(detectors).addAllGroups(groups);
    query.addAllOutcomes(outcomes).addAllStates(states).setName(queryName);
    return query.setDescriptionContains(description == null ? "" : description);
  }

  private static void negate(EventQuery.Builder query, Negated option) {
    switch (option) {
      case PROTOCOL -> query.setNotProtocols(true);
      case CATEGORY -> query.setNotCategories(true);
      case CLASS -> query.setNotClasses(true);
      case SEVERITY -> query.setNotSeverities(true);
      case DETECTOR -> query.setNotDetectors(true);
      case GROUP -> query.setNotGroups(true);
    }
  }

  /** A question that restricts something, for a deletion. */
  EventQuery restricting() {
    return restricting("Say which events: without a condition nothing is deleted.");
  }

  /**
   * A question that restricts something.
   *
   * @param otherwise what is said when it does not
   */
  EventQuery restricting(String otherwise) {
    EventQuery query = query();
    if (query.toBuilder().clearName().build().equals(EventQuery.getDefaultInstance())) {
      throw new ParameterException(command.commandLine(), otherwise);
    }
    return query;
  }
}
