package dev.lekha.edge.kafka;

import java.util.List;

/** The topics by name. */
record Topics(String prefix) {
    /** Usage as it is recorded and rated. */
    String usage() {
        return prefix + "usage";
    }

    /** Charging data records, adjustments, and the closing of periods. */
    String cdrs() {
        return prefix + "cdrs";
    }

    /** Every public event. */
    String events() {
        return prefix + "events";
    }

    /** How far each feed has come; compacted. */
    String feedPosition() {
        return prefix + "feed-position";
    }

    String commands() {
        return prefix + "commands";
    }

    String replies() {
        return prefix + "replies";
    }

    /** Commands that could not be taken, with the reason. */
    String dead() {
        return prefix + "commands.dead";
    }

    List<String> ofFeed() {
        return List.of(events(), usage(), cdrs());
    }

    List<String> ofCommands() {
        return List.of(commands(), replies(), dead());
    }
}
