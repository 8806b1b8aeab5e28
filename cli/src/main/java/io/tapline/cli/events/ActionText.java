package io.tapline.cli.events;

import io.tapline.cli.output.Column;
import io.tapline.cli.output.EnumWord;
import io.tapline.cli.scope.IntervalOptions;
import io.tapline.eventstore.v1.EventAction;
import java.time.ZoneOffset;
import java.util.List;

/** Actions of people as text. */
final class ActionText {
  private ActionText() {}

  static String line(EventAction action) {
    String text = action.getText().isEmpty() ? "" : ": " + action.getText();
    return EnumWord.of(action.getKind()) + " by " + action.getActor() + text;
  }

  static List<Column<EventAction>> columns() {
    return List.of(
        IntervalOptions.column("action_time", EventAction::getActionTime, ZoneOffset.UTC),
        Column.text("kind", action -> EnumWord.of(action.getKind())),
        Column.text("actor", EventAction::getActor),
        Column.text("state", action -> EnumWord.of(action.getState())),
        Column.text("text", EventAction::getText));
  }
}
