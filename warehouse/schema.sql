-- The single definition of the warehouse. `warehouse.store` runs it on every new draft.
--
-- Small tables declare their keys. The two that can grow to 10^8 rows (observation, target) do not: DuckDB keeps an
-- ART index for every declared key, 6 to 11 times the size of the file, and no page query uses it. Their keys and
-- references are stated in their comments and proved by `warehouse.store.check` before a draft is published.
-- SQL stays in the portable subset (no QUALIFY, GROUP BY ALL, EXCLUDE, quoted identifiers).

CREATE TABLE document (
    document_id         VARCHAR PRIMARY KEY,
    kind                VARCHAR NOT NULL CHECK (kind IN ('budget', 'accounts', 'progress_report', 'news', 'survey_report')),
    title               VARCHAR NOT NULL,
    publisher           VARCHAR NOT NULL,
    fiscal_year         INTEGER CHECK (fiscal_year BETWEEN 1990 AND 2100),
    published_on        DATE    NOT NULL,
    published_precision VARCHAR NOT NULL CHECK (published_precision IN ('day', 'month', 'year', 'legal_deadline', 'estimated')),
    address             VARCHAR,
    edition_rank        INTEGER NOT NULL UNIQUE,
    note                VARCHAR
);

CREATE TABLE page (
    page_id      VARCHAR PRIMARY KEY,
    document_id  VARCHAR NOT NULL REFERENCES document (document_id),
    title        VARCHAR NOT NULL,
    address      VARCHAR,
    abridged     VARCHAR NOT NULL CHECK (abridged IN ('nothing', 'notes', 'labels_and_notes')),
    received_via VARCHAR NOT NULL
);

CREATE TABLE policy_field (
    policy_field_id VARCHAR PRIMARY KEY,
    title           VARCHAR NOT NULL,
    programme       VARCHAR NOT NULL,
    sort_order      INTEGER NOT NULL
);

CREATE TABLE policy_field_code (
    policy_field_id VARCHAR NOT NULL REFERENCES policy_field (policy_field_id),
    document_id     VARCHAR NOT NULL REFERENCES document (document_id),
    code            VARCHAR NOT NULL,
    title           VARCHAR NOT NULL,
    PRIMARY KEY (document_id, code, title)
);

CREATE TABLE indicator (
    indicator_id    VARCHAR PRIMARY KEY,
    policy_field_id VARCHAR NOT NULL REFERENCES policy_field (policy_field_id),
    name            VARCHAR NOT NULL,
    kind            VARCHAR NOT NULL CHECK (kind IN ('survey_share', 'share', 'count', 'score', 'amount', 'rank', 'ratio', 'duration', 'text', 'unknown')),
    unit            VARCHAR NOT NULL,
    better          VARCHAR NOT NULL CHECK (better IN ('higher', 'lower', 'neither', 'unknown')),
    is_statutory    BOOLEAN NOT NULL,
    is_key_figure   BOOLEAN NOT NULL,
    is_linked       BOOLEAN NOT NULL,
    suggestions     VARCHAR,
    name_is_abridged BOOLEAN NOT NULL,
    source_kind     VARCHAR NOT NULL CHECK (source_kind IN ('survey', 'register', 'report', 'unknown')),
    sort_order      INTEGER NOT NULL
);

CREATE TABLE definition (
    definition_id       VARCHAR PRIMARY KEY,
    indicator_id        VARCHAR NOT NULL REFERENCES indicator (indicator_id),
    version             INTEGER NOT NULL CHECK (version >= 0),
    wording             VARCHAR NOT NULL,
    comparability_group VARCHAR NOT NULL,
    note                VARCHAR,
    UNIQUE (indicator_id, version)
);

CREATE TABLE base_population (
    base_id   VARCHAR PRIMARY KEY,
    parent_id VARCHAR REFERENCES base_population (base_id),
    name      VARCHAR NOT NULL,
    note      VARCHAR
);

CREATE TABLE territory (
    territory_id VARCHAR PRIMARY KEY,
    code         VARCHAR NOT NULL,
    name         VARCHAR NOT NULL,
    valid_from   INTEGER,
    valid_to     INTEGER,
    is_own       BOOLEAN NOT NULL
);

CREATE TABLE survey_wave (
    wave_id       VARCHAR PRIMARY KEY,
    survey        VARCHAR NOT NULL,
    year          INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
    territory_id  VARCHAR NOT NULL REFERENCES territory (territory_id),
    n             INTEGER CHECK (n > 0),
    n_qualifier   VARCHAR NOT NULL CHECK (n_qualifier IN ('exact', 'at_least', 'approx', 'assumed', 'unknown')),
    design        VARCHAR NOT NULL,
    design_effect DOUBLE CHECK (design_effect >= 1),
    design_effect_source VARCHAR NOT NULL CHECK (design_effect_source IN ('published', 'assumed', 'unknown')),
    note          VARCHAR
);

CREATE TABLE load (
    load_id       VARCHAR PRIMARY KEY,
    document_id   VARCHAR NOT NULL REFERENCES document (document_id),
    input         VARCHAR NOT NULL,
    sha256        VARCHAR NOT NULL CHECK (length(sha256) = 64),
    rows_read     INTEGER NOT NULL,
    rows_loaded   INTEGER NOT NULL,
    rows_refused  INTEGER NOT NULL,
    CHECK (rows_read = rows_loaded + rows_refused)
);

CREATE TABLE observation (
    observation_id BIGINT  NOT NULL,
    indicator_id   VARCHAR NOT NULL,
    definition_id  VARCHAR NOT NULL,
    base_id        VARCHAR NOT NULL,
    territory_id   VARCHAR NOT NULL,
    unit           VARCHAR NOT NULL,
    method         VARCHAR NOT NULL,
    part           INTEGER NOT NULL CHECK (part IN (0, 1, 2)),
    period         INTEGER NOT NULL CHECK (period BETWEEN 1990 AND 2100),
    kind           VARCHAR NOT NULL CHECK (kind IN ('achieved', 'forecast', 'baseline', 'benchmark', 'narrative', 'previously_reported')),
    value          DOUBLE,
    low            DOUBLE,
    high           DOUBLE,
    text           VARCHAR,
    decimals       INTEGER CHECK (decimals BETWEEN 0 AND 9),
    qualifier      VARCHAR NOT NULL CHECK (qualifier IN ('exact', 'approx', 'at_least', 'more_than', 'at_most', 'less_than', 'range', 'text', 'none')),
    status         VARCHAR NOT NULL CHECK (status IN ('A', 'M', 'L', 'P', 'O')),
    missing_reason VARCHAR,
    raw            VARCHAR NOT NULL CHECK (length(raw) > 0),
    n              INTEGER CHECK (n > 0),
    n_source       VARCHAR NOT NULL CHECK (n_source IN ('published', 'derived', 'assumed', 'unknown', 'not_applicable')),
    document_id    VARCHAR NOT NULL,
    page_id        VARCHAR NOT NULL,
    table_title    VARCHAR NOT NULL,
    row_label      VARCHAR NOT NULL,
    column_header  VARCHAR NOT NULL,
    place          VARCHAR NOT NULL,
    year_source    VARCHAR NOT NULL CHECK (year_source IN ('printed', 'inferred', 'cell', 'curated')),
    load_id        VARCHAR NOT NULL,
    CHECK ((status IN ('A', 'P')) = (value IS NOT NULL OR text IS NOT NULL OR low IS NOT NULL OR high IS NOT NULL)),
    CHECK (status IN ('A', 'P') OR missing_reason IS NOT NULL),
    CHECK (low IS NULL OR high IS NULL OR low <= high)
);

CREATE TABLE observation_part (
    observation_id BIGINT  NOT NULL,
    position       INTEGER NOT NULL CHECK (position >= 1),
    value          DOUBLE  NOT NULL,
    label          VARCHAR NOT NULL,
    PRIMARY KEY (observation_id, position)
);

CREATE TABLE target (
    target_id     BIGINT  NOT NULL,
    indicator_id  VARCHAR NOT NULL,
    definition_id VARCHAR NOT NULL,
    base_id       VARCHAR NOT NULL,
    territory_id  VARCHAR NOT NULL,
    unit          VARCHAR NOT NULL,
    method        VARCHAR NOT NULL,
    part          INTEGER NOT NULL CHECK (part IN (0, 1, 2)),
    period        INTEGER NOT NULL CHECK (period BETWEEN 1990 AND 2100),
    semantics     VARCHAR NOT NULL CHECK (semantics IN ('increase', 'decrease', 'maintain', 'at_least', 'more_than', 'at_most', 'less_than', 'equal', 'range', 'approximately', 'rank_at_best', 'relative', 'text', 'no_norm', 'not_published')),
    low           DOUBLE,
    high          DOUBLE,
    band          DOUBLE CHECK (band >= 0),
    reference     VARCHAR,
    decimals      INTEGER CHECK (decimals BETWEEN 0 AND 9),
    missing_reason VARCHAR,
    raw           VARCHAR NOT NULL CHECK (length(raw) > 0),
    document_id   VARCHAR NOT NULL,
    page_id       VARCHAR NOT NULL,
    table_title   VARCHAR NOT NULL,
    row_label     VARCHAR NOT NULL,
    column_header VARCHAR NOT NULL,
    place         VARCHAR NOT NULL,
    year_source   VARCHAR NOT NULL CHECK (year_source IN ('printed', 'inferred', 'cell', 'curated')),
    load_id       VARCHAR NOT NULL,
    CHECK (low IS NULL OR high IS NULL OR low <= high),
    CHECK ((semantics IN ('equal', 'approximately', 'range', 'at_least', 'more_than', 'at_most', 'less_than', 'rank_at_best')) = (low IS NOT NULL OR high IS NOT NULL)),
    CHECK ((semantics = 'approximately') = (band IS NOT NULL))
);

CREATE TABLE footnote (
    footnote_id VARCHAR PRIMARY KEY,
    page_id     VARCHAR NOT NULL REFERENCES page (page_id),
    table_title VARCHAR NOT NULL,
    marker      VARCHAR NOT NULL,
    text        VARCHAR,
    is_paraphrased BOOLEAN NOT NULL,
    flag        VARCHAR CHECK (flag IN ('note_missing', 'not_referred_to'))
);

CREATE TABLE footnote_attachment (
    footnote_id    VARCHAR NOT NULL REFERENCES footnote (footnote_id),
    attached_to    VARCHAR NOT NULL CHECK (attached_to IN ('indicator', 'observation', 'target', 'header')),
    indicator_id   VARCHAR,
    observation_id BIGINT,
    target_id      BIGINT,
    column_header  VARCHAR,
    CHECK ((attached_to = 'indicator') = (indicator_id IS NOT NULL)),
    CHECK ((attached_to = 'observation') = (observation_id IS NOT NULL)),
    CHECK ((attached_to = 'target') = (target_id IS NOT NULL)),
    CHECK ((attached_to = 'header') = (column_header IS NOT NULL))
);

CREATE TABLE claim (
    claim_id     VARCHAR PRIMARY KEY,
    document_id  VARCHAR NOT NULL REFERENCES document (document_id),
    page_id      VARCHAR NOT NULL REFERENCES page (page_id),
    indicator_id VARCHAR REFERENCES indicator (indicator_id),
    period_from  INTEGER,
    period_to    INTEGER,
    paraphrase   VARCHAR NOT NULL,
    direction    VARCHAR CHECK (direction IN ('increase', 'decrease', 'stable')),
    difference   DOUBLE,
    printed_unit VARCHAR,
    place        VARCHAR NOT NULL
);

CREATE TABLE action_line (
    action_line_id VARCHAR PRIMARY KEY,
    document_id    VARCHAR NOT NULL REFERENCES document (document_id),
    title          VARCHAR NOT NULL,
    goal           VARCHAR,
    elaboration    VARCHAR,
    decision       VARCHAR,
    decided_on     VARCHAR,
    sort_order     INTEGER NOT NULL,
    place          VARCHAR NOT NULL
);

CREATE TABLE action (
    action_id      VARCHAR PRIMARY KEY,
    action_line_id VARCHAR NOT NULL REFERENCES action_line (action_line_id),
    position       INTEGER NOT NULL,
    summary        VARCHAR NOT NULL,
    status         VARCHAR NOT NULL CHECK (status IN ('planned', 'running', 'done', 'done_and_running')),
    figure         VARCHAR,
    period         VARCHAR,
    as_of_document VARCHAR NOT NULL REFERENCES document (document_id),
    place          VARCHAR NOT NULL,
    UNIQUE (action_line_id, position)
);

CREATE TABLE initiative (
    initiative_id VARCHAR PRIMARY KEY,
    document_id   VARCHAR NOT NULL REFERENCES document (document_id),
    subject       VARCHAR NOT NULL,
    quantity      VARCHAR NOT NULL,
    value         DOUBLE  NOT NULL,
    qualifier     VARCHAR NOT NULL CHECK (qualifier IN ('exact', 'approx', 'at_least', 'more_than', 'at_most')),
    unit          VARCHAR NOT NULL,
    period        INTEGER,
    denominator   DOUBLE,
    denominator_of VARCHAR,
    raw           VARCHAR NOT NULL,
    note          VARCHAR,
    place         VARCHAR NOT NULL
);

CREATE TABLE problem (
    problem_id  INTEGER PRIMARY KEY,
    page_id     VARCHAR,
    load_id     VARCHAR,
    severity    VARCHAR NOT NULL CHECK (severity IN ('refused', 'notice')),
    kind        VARCHAR NOT NULL,
    table_title VARCHAR,
    row_label   VARCHAR,
    column_header VARCHAR,
    found       VARCHAR NOT NULL,
    expected    VARCHAR NOT NULL,
    message     VARCHAR NOT NULL,
    place       VARCHAR NOT NULL
);

CREATE TABLE correction (
    correction_id VARCHAR PRIMARY KEY,
    page_id       VARCHAR NOT NULL REFERENCES page (page_id),
    table_title   VARCHAR NOT NULL,
    row_label     VARCHAR NOT NULL,
    column_header VARCHAR NOT NULL,
    attribute     VARCHAR NOT NULL,
    expected      VARCHAR NOT NULL,
    corrected     VARCHAR NOT NULL,
    reason        VARCHAR NOT NULL
);

CREATE TABLE build (
    schema_version INTEGER NOT NULL,
    content_hash   VARCHAR NOT NULL
);

-- What the pages read: one row per figure with the names of everything it points to.
CREATE VIEW result AS
SELECT o.*, i.policy_field_id, i.name AS indicator_name, d.comparability_group, d.version AS definition_version,
       b.name AS base_name, t.name AS territory_name, doc.title AS document_title, doc.kind AS document_kind,
       doc.fiscal_year, doc.edition_rank, p.address AS page_address, p.title AS page_title
FROM observation o
JOIN indicator i ON i.indicator_id = o.indicator_id
JOIN definition d ON d.definition_id = o.definition_id
JOIN base_population b ON b.base_id = o.base_id
JOIN territory t ON t.territory_id = o.territory_id
JOIN document doc ON doc.document_id = o.document_id
JOIN page p ON p.page_id = o.page_id;

CREATE VIEW planned AS
SELECT g.*, i.policy_field_id, i.name AS indicator_name, d.comparability_group, d.version AS definition_version,
       b.name AS base_name, t.name AS territory_name, doc.title AS document_title, doc.kind AS document_kind,
       doc.fiscal_year, doc.edition_rank, p.address AS page_address, p.title AS page_title
FROM target g
JOIN indicator i ON i.indicator_id = g.indicator_id
JOIN definition d ON d.definition_id = g.definition_id
JOIN base_population b ON b.base_id = g.base_id
JOIN territory t ON t.territory_id = g.territory_id
JOIN document doc ON doc.document_id = g.document_id
JOIN page p ON p.page_id = g.page_id;
