package io.tapline.cli.output;

import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.tapline.cli.time.Times;
import io.tapline.flowlog.v1.Completeness;
import io.tapline.flowlog.v1.FilterRemark;
import io.tapline.type.v1.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an answer does not cover, as one JSON object of one line: {@code
 * {"completeness":{"state":"not_covered","uncovered":[{"end":"..."}],"lost":{"frames":7},"losses":[...]}}}.
 */
final class CompletenessJson {
  private CompletenessJson() {}

  static String of(Completeness completeness) {
    List<String> members = new ArrayList<>();
    members.add(text("state", EnumWord.of(completeness.getState())));
    members.add(
        array("uncovered", completeness.getUncoveredList().stream().map(CompletenessJson::gap)));
    members.add(Json.text("lost") + ":" + counts(completeness.getLostMap()));
    members.add(array("losses", completeness.getLossesList().stream().map(CompletenessJson::loss)));
    members.add(
        array(
            "filter_remarks",
            completeness.getFilterRemarksList().stream().map(CompletenessJson::remark)));
    if (completeness.hasKeptSinceTime()) {
      members.add(text("kept_since", Times.exact(completeness.getKeptSinceTime())));
      members.add(number("removed_connections", completeness.getRemovedConnections()));
    }
    return "{\"completeness\":" + object(members) + "}";
  }

  private static String remark(FilterRemark remark) {
    return object(
        List.of(
            text("reason", EnumWord.of(remark.getReason())),
            text("description", remark.getDescription())));
  }

  private static String gap(Interval gap) {
    List<String> members = new ArrayList<>();
    addTime(members, "start", gap.hasStartTime(), gap.getStartTime());
    addTime(members, "end", gap.hasEndTime(), gap.getEndTime());
    return object(members);
  }

  private static String loss(Loss loss) {
    List<String> members =
        new ArrayList<>(
            Arrays.asList(
                text("source", loss.getSource()),
                text("hop", EnumWord.ofHop(loss.getHop())),
                number("count", loss.getCount()),
                text("unit", EnumWord.of(loss.getUnit()))));
    addTime(members, "start", loss.hasStartTime(), loss.getStartTime());
    addTime(members, "end", loss.hasEndTime(), loss.getEndTime());
    members.add(text("description", loss.getDescription()));
    return object(members);
  }

  private static void addTime(List<String> members, String name, boolean present, Timestamp time) {
    if (present) {
      members.add(text(name, Times.exact(time)));
    }
  }

  private static String counts(Map<String, Long> counts) {
    return object(
        new TreeMap<>(counts)
            .entrySet().stream().map(unit -> number(unit.getKey(), unit.getValue())).toList());
  }

  private static String text(String name, String value) {
    return Json.text(name) + ":" + Json.text(value);
  }

  private static String number(String name, long value) {
    return Json.text(name) + ":" + value;
  }

  private static String array(String name, Stream<String> values) {
    return Json.text(name) + ":" + values.collect(Collectors.joining(",", "[", "]"));
  }

  private static String object(List<String> members) {
    return members.stream().collect(Collectors.joining(",", "{", "}"));
  }
}
