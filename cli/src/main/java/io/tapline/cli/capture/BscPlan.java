package io.tapline.cli.capture;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.tapline.capture.v1.Handler;
import io.tapline.capture.v1.Source;
import io.tapline.capture.v1.Transform;
import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.cli.output.EnumWord;
import io.tapline.cli.output.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a {@code bsc.yaml} wants, against what a sensor has. A source with equal settings is used
 * whatever its name, a handler with equal settings is left alone; what has the name or the port of
 * something else is a conflict.
 */
final class BscPlan {
  /** The parameter of a transform that answers show as {@link #MASK}. */
  private static final String SECRET = "key";

  private static final String MASK = "***";

  private final Map<String, Source> sources;
  private final Map<String, Handler> handlers;
  private final Map<Source, Source> bySettings = new HashMap<>();
  private final Set<String> planned = new HashSet<>();
  private final List<BscStep> steps = new ArrayList<>();
  private final List<String> conflicts = new ArrayList<>();

  private BscPlan(List<Source> sources, List<Handler> handlers) {
    this.sources = sources.stream().collect(Collectors.toMap(Source::getName, source -> source));
    this.handlers =
        handlers.stream().collect(Collectors.toMap(Handler::getName, handler -> handler));
    sources.forEach(source -> bySettings.putIfAbsent(BscAddress.settings(source), source));
    bySettings.remove(Source.getDefaultInstance());
  }

  /**
   * The steps from what is there to what the file wants, in the order of the file, each source
   * before its first handler.
   *
   * @throws CliException REFUSED with every conflict
   */
  static List<BscStep> steps(
      List<BscHandler> wanted, List<Source> sources, List<Handler> handlers) {
    BscPlan plan = new BscPlan(sources, handlers);
    wanted.forEach(plan::add);
    if (!plan.conflicts.isEmpty()) {
      throw new CliException(ExitCode.REFUSED, String.join(System.lineSeparator(), plan.conflicts));
    }
    return List.copyOf(plan.steps);
  }

  private void add(BscHandler wanted) {
    Source source =
        bySettings.computeIfAbsent(BscAddress.settings(wanted.source()), _ -> added(wanted));
    if (planned.add(source.getName())) {
      boolean there = Objects.equals(source, sources.get(source.getName()));
      steps.add(new BscStep.OfSource(wanted.place(), source, there));
    }
    addHandler(wanted.place(), wanted.handler().toBuilder().setSource(source.getName()).build());
  }

  /** A source that is not there: nothing else may have its name or its port. */
  private Source added(BscHandler wanted) {
    Source source = wanted.source();
    if (sources.containsKey(source.getName()) || planned.contains(source.getName())) {
      conflict(wanted.place(), "the source " + source.getName() + " is there with other settings.");
    }
    sources.values().stream()
        .filter(other -> BscAddress.samePort(source, other))
        .forEach(
            other ->
                conflict(
                    wanted.place(),
                    "the source %s receives on UDP port %d and reads datagrams as %s, not as packets."
                        .formatted(
                            other.getName(),
                            other.getUdp().getPort(),
                            EnumWord.of(other.getUdp().getEncoding().getKind()))));
    return source;
  }

  private void addHandler(String place, Handler wanted) {
    Handler there = handlers.get(wanted.getName());
    if (there != null) {
      Map<String, Object> settings = settings(there);
      List<String> others =
          settings(wanted).entrySet().stream()
              .filter(setting -> !setting.getValue().equals(settings.get(setting.getKey())))
              .map(Map.Entry::getKey)
              .toList();
      if (!others.isEmpty()) {
        conflict(
            place,
            "the handler %s is there with another %s."
                .formatted(wanted.getName(), String.join(", ", others)));
      }
    }
    steps.add(new BscStep.OfHandler(place, wanted, there != null));
  }

  /** The fields of a handler by name, but for its counters and secrets. */
  private static Map<String, Object> settings(Handler handler) {
    Handler comparable =
        handler.toBuilder()
            .clearStatistics()
            .clearPreWriteTransforms()
            .addAllPreWriteTransforms(
                handler.getPreWriteTransformsList().stream().map(BscPlan::masked).toList())
            .build();
    Map<String, Object> settings = new LinkedHashMap<>();
    for (FieldDescriptor field : Handler.getDescriptor().getFields()) {
      settings.put(field.getName(), comparable.getField(field));
    }
    return settings;
  }

  private static Transform masked(Transform transform) {
    return transform.containsParameters(SECRET)
        ? transform.toBuilder().putParameters(SECRET, MASK).build()
        : transform;
  }

  private void conflict(String place, String sentence) {
    conflicts.add(Printable.of(place + ": " + sentence));
  }
}
