<?php
/**
 * Takes a part of the public site in, and keeps a copy of what was good last.
 *
 * A part is shown for PRONGSAI_FRESH_S without asking. Then the site is asked whether it changed. Where it does not
 * answer, or with something that is not such a part, the last good copy is shown with its day for up to
 * PRONGSAI_OLDEST_S, and without one a plain link. After a failure the site is left alone for PRONGSAI_RETRY_S, so that
 * a site that is down does not hold up this one.
 *
 * @package prongsai
 */

defined( 'ABSPATH' ) || exit;

defined( 'PRONGSAI_FRESH_S' ) || define( 'PRONGSAI_FRESH_S', 300 );
defined( 'PRONGSAI_RETRY_S' ) || define( 'PRONGSAI_RETRY_S', 60 );
defined( 'PRONGSAI_OLDEST_S' ) || define( 'PRONGSAI_OLDEST_S', 7 * 24 * 3600 );
define( 'PRONGSAI_TIMEOUT_S', 5 );
define( 'PRONGSAI_MOST_BYTES', 300000 );

/**
 * The address of the agency's public site, with a slash at the end; "" when none is set.
 *
 * @return string
 */
function prongsai_base() {
	$set = get_option( 'prongsai_address', '' );
	if ( is_string( $set ) && '' !== $set ) {
		return $set;
	}
	$brought = __DIR__ . '/address.txt';
	return is_readable( $brought ) ? trim( (string) file_get_contents( $brought ) ) : '';
}

/**
 * The part as HTML that is safe to show.
 *
 * @param string $part    "items" or "news".
 * @param string $year    Buddhist-era fiscal year, "" for the newest.
 * @param bool   $english In English.
 * @return string
 */
function prongsai_part( $part, $year, $english ) {
	$base = prongsai_base();
	if ( '' === $base ) {
		return '';
	}
	$base .= $english ? 'en/' : '';
	$url   = $base . 'embed/' . ( '' !== $year ? $year . '/' : '' ) . $part . '.html';
	$link  = prongsai_link( $base, $part, $year, $english );
	$key   = 'prongsai_part_' . md5( $url );
	$shown = get_transient( $key );
	if ( is_string( $shown ) ) {
		return $shown;
	}
	$copy = prongsai_copy( $key );
	// Who comes while we ask sees what there is, and does not ask as well.
	$meanwhile = prongsai_without_answer( $copy, $link, $english );
	set_transient( $key, $meanwhile, 3 * PRONGSAI_TIMEOUT_S );
	$got = prongsai_fetch( $url, $copy ? $copy['etag'] : '' );
	if ( null === $got ) {
		set_transient( $key, $meanwhile, PRONGSAI_RETRY_S );
		return $meanwhile;
	}
	if ( 'same' === $got ) {
		$got = $copy;
	}
	$got['at'] = time();
	update_option( $key, $got, false );
	set_transient( $key, $got['html'], PRONGSAI_FRESH_S );
	return $got['html'];
}

/**
 * What was good last: html, etag, and when it was told to be so; null without one.
 *
 * @param string $key Its name.
 * @return array|null
 */
function prongsai_copy( $key ) {
	$copy = get_option( $key );
	$good = is_array( $copy ) && isset( $copy['html'], $copy['etag'], $copy['at'] ) && is_string( $copy['html'] );
	return $good && time() - (int) $copy['at'] < PRONGSAI_OLDEST_S ? $copy : null;
}

/**
 * Asks the site. Null when it gave nothing that can be used, "same" when it did not change.
 *
 * @param string $url  Where the part is.
 * @param string $etag What the copy was tagged with, "" without one.
 * @return array|string|null
 */
function prongsai_fetch( $url, $etag ) {
	$headers = array( 'Accept' => 'text/html', 'Accept-Encoding' => 'identity' );
	if ( '' !== $etag ) {
		$headers['If-None-Match'] = $etag;
	}
	$answer = wp_remote_get(
		$url,
		array(
			'timeout'             => PRONGSAI_TIMEOUT_S,
			'redirection'         => 2,
			'limit_response_size' => PRONGSAI_MOST_BYTES + 1,
			'headers'             => $headers,
		)
	);
	if ( is_wp_error( $answer ) ) {
		return null;
	}
	$status = wp_remote_retrieve_response_code( $answer );
	if ( 304 === $status && '' !== $etag ) {
		return 'same';
	}
	$type = wp_remote_retrieve_header( $answer, 'content-type' );
	if ( 200 !== $status || ! is_string( $type ) || 0 !== stripos( $type, 'text/html' ) ) {
		return null;
	}
	$html = prongsai_clean( wp_remote_retrieve_body( $answer ) );
	$tag  = wp_remote_retrieve_header( $answer, 'etag' );
	return null === $html ? null : array( 'html' => $html, 'etag' => is_string( $tag ) ? $tag : '' );
}

/**
 * The part with nothing in it but words, lists and links; null when it is not such a part, or not whole.
 *
 * @param string $body What the site sent.
 * @return string|null
 */
function prongsai_clean( $body ) {
	$body = trim( $body );
	if ( strlen( $body ) > PRONGSAI_MOST_BYTES || '' === wp_check_invalid_utf8( $body ) ) {
		return null;
	}
	if ( ! preg_match( '~^<section class="prongsai .*</section>$~s', $body ) ) {
		return null;
	}
	$named   = array( 'class' => true, 'lang' => true );
	$allowed = array(
		'section' => $named + array( 'aria-label' => true ),
		'p'       => $named,
		'ul'      => $named,
		'li'      => $named,
		'span'    => $named,
		'strong'  => $named,
		'a'       => $named + array( 'href' => true ),
	);
	return force_balance_tags( wp_kses( $body, $allowed, array( 'http', 'https' ) ) );
}

/**
 * What is shown when the site gives nothing: the last good copy and its day, else a plain link.
 *
 * @param array|null $copy    The last good copy.
 * @param string     $link    The link as HTML.
 * @param bool       $english In English.
 * @return string
 */
function prongsai_without_answer( $copy, $link, $english ) {
	if ( null === $copy ) {
		return '<p class="prongsai">' . $link . '</p>';
	}
	$year = (int) wp_date( 'Y', $copy['at'] );
	$day  = $english
		? wp_date( 'j/n/', $copy['at'] ) . $year . ' (' . ( $year + 543 ) . ') ' . wp_date( 'H:i', $copy['at'] )
		: wp_date( 'j/n/', $copy['at'] ) . ( $year + 543 ) . ' ' . wp_date( 'H.i', $copy['at'] ) . ' น.';
	$said = $english ? 'As of ' : 'ข้อมูล ณ ';
	return $copy['html'] . '<p class="prongsai prongsai-note">' . esc_html( $said . $day ) . ' · ' . $link . '</p>';
}

/**
 * A link to the page of the public site that shows the same.
 *
 * @param string $base    The site's address in the language.
 * @param string $part    "items" or "news".
 * @param string $year    The year, "" for the newest.
 * @param bool   $english In English.
 * @return string
 */
function prongsai_link( $base, $part, $year, $english ) {
	if ( 'news' === $part ) {
		$words = $english ? 'Published last' : 'เผยแพร่ล่าสุด';
		return '<a href="' . esc_url( $base . 'changes/' ) . '">' . esc_html( $words ) . '</a>';
	}
	$words = $english ? 'Public information of the agency' : 'รายการข้อมูลสาธารณะของหน่วยงาน';
	return '<a href="' . esc_url( $base . ( '' !== $year ? $year . '/' : '' ) ) . '">' . esc_html( trim( $words . ' ' . $year ) ) . '</a>';
}

/**
 * Forgets every copy: after another address was set, and when the plugin is removed.
 */
function prongsai_forget() {
	global $wpdb;
	foreach ( array( 'prongsai_part_', '_transient_prongsai_part_', '_transient_timeout_prongsai_part_' ) as $begin ) {
		$names = $wpdb->get_col(
			$wpdb->prepare( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE %s", $wpdb->esc_like( $begin ) . '%' )
		);
		array_map( 'delete_option', $names );
	}
}
