#!/usr/bin/perl
# SPDX-License-Identifier: BSD-2-Clause
#
# What Mail::SPF says of the cases in a file (spf_case.h has its form).
#
#     run_mail_spf.pl CASES
#     run_mail_spf.pl --version
#
# A line for each: number, result, explanation, its own reason. Explanations
# that are not the domain's are empty. Exit code 77 when it is not installed.

use strict;
use warnings;

BEGIN {
    if (!eval { require Mail::SPF; require Net::DNS; 1 }) {
        print STDERR "Mail::SPF is not installed\n";
        exit 77;
    }
}

# --- DNS from a case ---------------------------------------------------------

# What a resolver gives: as much of Net::DNS as Mail::SPF looks at.
package Differential::Record;
sub new     { my ($class, %fields) = @_; return bless {%fields}, $class }
sub type          { return $_[0]{type} }
sub address       { return $_[0]{data}[0] }
sub ptrdname      { return $_[0]{data}[0] }
sub exchange      { return $_[0]{data}[1] }
sub preference    { return $_[0]{data}[0] }
sub char_str_list { return @{$_[0]{data}} }

package Differential::Packet;
sub new { my ($class, %fields) = @_; return bless {%fields}, $class }
sub answer { return @{$_[0]{answer}} }
sub header { return $_[0] }
sub rcode  { return $_[0]{rcode} }

package Differential::Resolver;

use constant MOST_ALIASES => 16;

sub new { return bless {error => 'NOERROR'}, $_[0] }
sub errorstring { return $_[0]{error} }

sub fold {
    my ($name) = @_;
    $name =~ s/\.\z//;
    $name =~ tr/A-Z/a-z/;
    return $name;
}

sub can_be_asked {
    my ($name) = @_;
    return length($name) <= 253
        && !grep { $_ eq '' || length($_) > 63 } split(/\./, $name, -1);
}

# The one record of a name below the hashed one.
sub hashed_address {
    my ($case, $name, $type) = @_;
    my $hash = 2166136261;
    for my $octet (unpack('C*', $name)) {
        $hash = (($hash ^ $octet) * 16777619) & 0xffffffff;
    }
    my $own = ($hash >> 16) % 2 == 0;
    return $own ? $case->{hash}[1] : '198.51.100.1' if $type eq 'A';
    return $own ? $case->{hash}[2] : '2001:db8:ffff::1' if $type eq 'AAAA';
    return undef;
}

sub is_hashed {
    my ($case, $name) = @_;
    return 0 if !defined $case->{hash};
    my $end = '.' . fold($case->{hash}[0]);
    return length($name) > length($end)
        && substr($name, -length($end)) eq $end;
}

# The records, aliases first, and an RCODE or "timeout".
sub find {
    my ($case, $name, $type) = @_;
    my @answer;
    for (0 .. MOST_ALIASES) {
        $name = fold($name);
        return 'NXDOMAIN', @answer if !can_be_asked($name);
        my $failure = $case->{fail}{"$name $type"};
        return $failure, () if defined $failure;
        if (is_hashed($case, $name)) {
            my $data = hashed_address($case, $name, $type);
            push(@answer, Differential::Record->new(
                type => $type, data => [$data])) if defined $data;
            return 'NOERROR', @answer;
        }
        my @found = @{$case->{rows}{"$name $type"} || []};
        push(@answer, map { Differential::Record->new(
            type => $type, data => $_) } @found);
        my $alias = $case->{rows}{"$name CNAME"};
        if (@found || !defined $alias) {
            return $case->{names}{$name} ? 'NOERROR' : 'NXDOMAIN', @answer;
        }
        push(@answer, Differential::Record->new(
            type => 'CNAME', data => $alias->[0]));
        $name = $alias->[0][0];
    }
    return 'SERVFAIL', ();
}

sub send {
    my ($self, $name, $type) = @_;
    my ($rcode, @answer) = find($self->{case}, "$name", $type);
    $self->{error} = 'NOERROR';
    if ($rcode eq 'TIMEOUT') {
        $self->{error} = 'query timed out';
        return undef;
    }
    return Differential::Packet->new(rcode => $rcode, answer => \@answer);
}

# --- Cases -------------------------------------------------------------------

package main;

sub unescape {
    my ($text) = @_;
    $text =~ s/\\x([0-9a-f]{2})/chr(hex($1))/ge;
    return $text;
}

sub escape {
    my ($text) = @_;
    $text =~ s/([^\x20-\x7e]|\\)/sprintf('\\x%02x', ord($1))/ge;
    return $text;
}

sub take {
    my ($case, $kind, @fields) = @_;
    if ($kind eq 'case') {
        $case->{number} = $fields[0];
    } elsif ($kind eq 'query') {
        $case->{query} = [@fields, ('') x (3 - @fields)];
    } elsif ($kind eq 'hash') {
        $case->{hash} = \@fields;
    } else {
        my ($name, $type, @data) = @fields;
        $name = Differential::Resolver::fold($name);
        $case->{names}{$name} = 1;
        if ($kind eq 'fail') {
            $case->{fail}{"$name $type"} = uc($data[0]);
        } else {
            push(@{$case->{rows}{"$name $type"}}, \@data);
        }
    }
    return;
}

my $resolver = Differential::Resolver->new;
my $server   = Mail::SPF::Server->new(
    dns_resolver                  => $resolver,
    hostname                      => 'receiver.example',
    default_authority_explanation => '',
);

sub evaluate {
    my ($case) = @_;
    my ($address, $helo, $sender) = @{$case->{query}};
    my $request = Mail::SPF::Request->new(
        versions      => [1],
        scope         => 'mfrom',
        identity      => length($sender) ? $sender : 'postmaster@' . $helo,
        ip_address    => $address,
        helo_identity => $helo,
    );
    my $result = $server->process($request);
    my $why = '';
    $why = $result->authority_explanation if $result->code eq 'fail';
    return $result->code, $why, $result->text;
}

sub run {
    my ($case) = @_;
    $resolver->{case} = $case;
    my ($result, $why, $reason) = eval { evaluate($case) };
    if (!defined $result) {
        ($result, $why, $reason) = ('exception', '', ref($@) . ": $@");
    }
    $why    = '' if !defined $why;
    $reason = '' if !defined $reason;
    print(join("\t", $case->{number}, $result, escape("$why"),
        escape("$reason")), "\n");
    return;
}

# --- The file ----------------------------------------------------------------

# Some names send it into an endless loop, from which only the end of the
# process leads. So a child does the work, and another goes on behind it.
use constant SECONDS_PER_CASE => 10;

sub read_file {
    my ($name) = @_;
    open(my $file, '<:raw', $name) or die "$name: $!\n";
    my $case = {};
    my @cases;
    while (my $line = <$file>) {
        chomp($line);
        next if $line eq '' || $line =~ /^#/;
        my ($kind, @fields) = map { unescape($_) } split(/\t/, $line, -1);
        if ($kind eq 'end') {
            push(@cases, $case);
            $case = {};
        } else {
            take($case, $kind, @fields);
        }
    }
    close($file);
    return @cases;
}

sub run_all {
    for my $case (@_) {
        alarm(SECONDS_PER_CASE);
        run($case);
    }
    return;
}

@ARGV == 1 or die "usage: run_mail_spf.pl CASES\n";
if ($ARGV[0] eq '--version') {
    print Mail::SPF->VERSION, "\n";
    exit 0;
}
my @cases = read_file($ARGV[0]);
$| = 1;
while (@cases) {
    my $child = open(my $answers, '-|');
    defined($child) or die "fork: $!\n";
    if ($child == 0) {
        run_all(@cases);
        exit 0;
    }
    while (my $line = <$answers>) {
        print $line;
        shift(@cases);
    }
    close($answers);
    last if $? == 0;
    @cases or die "the child ended with status $?\n";
    print shift(@cases)->{number}, "\ttimeout\t\tstatus $?\n";
}
