/**
 * The first index. `source` is the CaseSource as JSON: all that opening the case again needs. Everything in here can
 * be made again from folders.json, the folders themselves and the studies' journals.
 */
export const m001Studies = `
  create table studies (
    id text primary key,
    source text not null,
    patient_id text not null,
    study_uid text,
    review text not null default 'new',
    coverage text not null default '{}',
    ef_percent real,
    online integer not null default 1,
    last_seen text not null,
    added_at text not null,
    removed_at text
  );
  create index studies_by_uid on studies (study_uid);
  create table problems (
    file text primary key,
    code text not null,
    cause text not null,
    remedy text not null,
    folder text not null
  );
  create table thumbnails (
    study text primary key,
    columns integer not null,
    rows integer not null,
    grey blob not null
  );
`
