package dev.lekha.kernel;

/**
 * The identities by which decisions find their history. Tenant, type and region are metadata, not
 * tags.
 */
public final class Tags {
    /** A node: device or gateway (oneM2M node). */
    public static final String NODE = "node";

    /** An application entity (oneM2M AE). */
    public static final String APPLICATION_ENTITY = "ae";

    /** Whoever acts under a name: a node, an application entity or a person. */
    public static final String PRINCIPAL = "principal";

    /** A credential by its key id. */
    public static final String CREDENTIAL = "cred";

    /** A name, as {@code scheme:value}, with its scope in front where it has one. */
    public static final String NAME = "name";

    /** All that concerns the names of one scheme. */
    public static final String NAME_SCHEME = "namescheme";

    /** The gateway that a node stands behind. */
    public static final String GATEWAY = "gw";

    /** A service that an application entity offers. */
    public static final String SERVICE = "service";

    /** A request of an originator, as {@code origin/id}: what makes a repeat visible. */
    public static final String REQUEST = "rqi";

    /** An idempotency key, as {@code actor/key}. */
    public static final String IDEMPOTENCY_KEY = "idem";

    /** One metered register of a node, as {@code node/metric}. */
    public static final String METER = "meter";

    /** One charging reference: a usage record and all that is derived from it. */
    public static final String CHARGING_REFERENCE = "chgref";

    /** A rating group (3GPP TS 32.299): what is priced alike. */
    public static final String RATING_GROUP = "ratinggroup";

    /** A subscription: who pays. */
    public static final String SUBSCRIPTION = "subscription";

    /** A place in a device's chain of signed messages, as {@code node/counter}. */
    public static final String EVIDENCE = "evidence";

    /** A group of entities. */
    public static final String GROUP = "group";

    /** What is in groups, as {@code node:id} or {@code group:id}. */
    public static final String MEMBER = "member";

    /** Every membership of a group in a group: what decides about circles. */
    public static final String HIERARCHY = "hierarchy";

    /** A service class: what an application demands of a node. */
    public static final String SERVICE_CLASS = "serviceclass";

    /** A person, by pseudonym. */
    public static final String SUBJECT = "subject";

    /** An import of many rows. */
    public static final String IMPORT = "import";

    /** All relations of a kind, and the kind itself. */
    public static final String RELATION = "relation";

    /** One relation, as {@code source~kind~target}. */
    public static final String EDGE = "edge";

    /** Somebody who issues certificates to devices. */
    public static final String AUTHORITY = "authority";

    /** What a configuration is for, as {@code node/id}. */
    public static final String CONFIGURATION = "configuration";

    /** An application entity, as one that may or may not do something. */
    public static final String GRANTEE = "grantee";

    /** An agreement of two applications. */
    public static final String AGREEMENT = "agreement";

    /** A subscription to events. */
    public static final String NOTIFICATION = "notification";

    /** Whom a subscription to events is for. */
    public static final String SUBSCRIBER = "subscriber";

    /** The one notification of an event to a subscription, as {@code subscription/position}. */
    public static final String DELIVERY = "delivery";

    private Tags() {}
}
